/** What is searched for: all of a person's data that passed through the app, in each form in which it can be kept. */

import { createPieces } from './pieces.ts';

export type CanaryKind = 'text' | 'token' | 'amount' | 'cookie' | 'answer';

export interface Find {
  readonly kind: CanaryKind;
  /** What was found, with a little of the text around it. */
  readonly text: string;
}

export interface Canaries {
  readonly canary: string;
  /** Learns the tokens and amounts in a request or an answer of Plaid's, or in a page. */
  learn(text: string): void;
  /** Learns a sealed text: a cookie's value. */
  learnSealed(sealed: string): void;
  /** Learns numbers that a process holds although nobody came to it: Node has some of seven digits. They are not searched for. */
  learnOwn(numbers: Iterable<number>): void;
  /** Learns pieces of an answer that are in no file of the program. */
  learnAnswer(answer: string): void;
  /** Every canary in a text, or in bytes as Latin-1: a token is found by the bytes of its UUID too. */
  findIn(text: string): Find[];
  /** Whether a number is an amount, in its currency or in minor units. */
  isAmount(number: number): boolean;
  readonly counts: Readonly<Record<'tokens' | 'amounts' | 'cookies' | 'answers', number>>;
  /** How many amounts are not searched for as numbers, since the process has the same numbers of its own. */
  readonly ownAmounts: number;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const TOKEN = new RegExp(`\\b(?:access|public|link)-[a-z]+-(${UUID})`, 'g');
/** With a canary, every amount has seven digits and two decimals; in yen, seven digits. */
const JSON_AMOUNT = /"[a-z_]+":-?(\d{7}(?:\.\d\d?)?)\b/g;
/** A million or more, as pages print it. */
const PRINTED_AMOUNT = /\d{1,3}(?:,\d{3}){2}\.\d\d/g;
/** A figure of ours, such as how far off a forecast was, and nobody's amount: such numbers stand in Node's own data too. */
const ROUND = /^[1-9][0,]*\.00$/;
const MINOR_UNITS = '(?<![\\d.])\\d{9,10}(?![\\d.])';
const AROUND = 40;
/** The end of a sealed text, which no other has. */
const SEALED_LENGTH = 32;
/** A few pieces of an answer, each long enough to occur nowhere else. */
const PIECE_LENGTH = 48;
const PIECES = 6;

/** `program` is the text of the program itself; the canary is a word that occurs nowhere else. */
export function createCanaries(canary: string, program = ''): Canaries {
  const tokens = new Set<string>();
  /** In minor units. */
  const amounts = new Set<number>();
  const isLearnt = (number: number) => {
    const absolute = Math.abs(number);
    return amounts.has(absolute) || amounts.has(minorOf(absolute));
  };
  const own = new Set<number>();
  const pieces = createPieces<CanaryKind>();
  const pieceCounts = { cookies: 0, answers: 0 };
  const anyOf = new RegExp(
    `(?<text>${canary})|(?<token>${UUID}|[0-9a-f]{32})` +
      `|(?<amount>${PRINTED_AMOUNT.source}|\\d{7,9}\\.\\d\\d?)|(?<minor>${MINOR_UNITS})`,
    'g',
  );

  /** Most answers begin alike, and the program has some megabytes. */
  const known = new Map<string, boolean>();
  function isOfProgram(piece: string): boolean {
    const isIt = known.get(piece) ?? program.includes(piece);
    known.set(piece, isIt);
    return isIt;
  }

  return {
    canary,
    learn(text) {
      for (const [, uuid = ''] of text.matchAll(TOKEN)) {
        const hex = uuid.replaceAll('-', '');
        tokens.add(hex);
        pieces.add(Buffer.from(hex, 'hex').toString('latin1'), 'token');
      }
      for (const [, amount = ''] of text.matchAll(JSON_AMOUNT)) amounts.add(toMinor(amount));
      for (const [amount] of text.matchAll(PRINTED_AMOUNT)) {
        if (!ROUND.test(amount)) amounts.add(toMinor(amount));
      }
    },
    learnSealed(sealed) {
      if (sealed.length <= SEALED_LENGTH) return;
      if (pieces.add(sealed.slice(-SEALED_LENGTH), 'cookie')) pieceCounts.cookies += 1;
    },
    learnOwn(numbers) {
      for (const number of numbers) own.add(number);
    },
    learnAnswer(answer) {
      let left = PIECES;
      for (let at = 0; left > 0 && at + PIECE_LENGTH <= answer.length; at += PIECE_LENGTH / 2) {
        const piece = answer.slice(at, at + PIECE_LENGTH);
        if (isOfProgram(piece)) continue;
        if (pieces.add(piece, 'answer')) pieceCounts.answers += 1;
        left -= 1;
      }
    },
    findIn(text) {
      const finds: Find[] = [];
      for (const { groups = {}, index } of text.matchAll(anyOf)) {
        const { token, amount, minor } = groups;
        if (token !== undefined && !tokens.has(token.replaceAll('-', ''))) continue;
        if (amount !== undefined && !amounts.has(toMinor(amount))) continue;
        if (minor !== undefined && !amounts.has(Number(minor))) continue;
        const kind = token !== undefined ? 'token' : (amount ?? minor) !== undefined ? 'amount' : 'text';
        finds.push({ kind, text: text.slice(Math.max(0, index - AROUND), index + AROUND) });
      }
      for (const { kind, at, piece } of pieces.findIn(text)) {
        const bytes = Buffer.from(piece, 'latin1').toString('hex');
        const around = text.slice(Math.max(0, at - AROUND), at + piece.length);
        finds.push({ kind, text: kind === 'token' ? `the bytes ${bytes}` : around });
      }
      return finds;
    },
    isAmount: (number) => isLearnt(number) && !own.has(number),
    get counts() {
      return { tokens: tokens.size, amounts: amounts.size, ...pieceCounts };
    },
    get ownAmounts() {
      return [...own].filter(isLearnt).length;
    },
  };
}

function toMinor(amount: string): number {
  return Math.round(Number(amount.replaceAll(',', '')) * 100);
}

/** In minor units, where it is an amount with two decimals at all. */
function minorOf(number: number): number {
  const minor = Math.round(number * 100);
  return minor / 100 === number ? minor : Number.NaN;
}
