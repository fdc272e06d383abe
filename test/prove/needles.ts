/** What the search looks for: a canary in every text, and each token and amount that went over the wire. */

export type NeedleKind = 'text' | 'token' | 'amount';

export interface Find {
  readonly kind: NeedleKind;
  /** What was found, and a little of what stands around it. */
  readonly text: string;
}

export interface Needles {
  readonly canary: string;
  /** Learns the tokens and amounts of what Plaid was asked and answered, and of pages as they were printed. */
  hear(text: string): void;
  /** Every needle in a text. */
  findIn(text: string): Find[];
  /** Whether a number is an amount, in its currency or in minor units. */
  isAmount(number: number): boolean;
  /** Each token's uuid, as its 16 bytes. */
  tokenBytes(): Buffer[];
  readonly counts: { readonly tokens: number; readonly amounts: number };
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const TOKEN = new RegExp(`\\b(?:access|public|link)-[a-z]+-(${UUID})`, 'g');
const JSON_AMOUNT = /"(?:amount|available|current|limit)":-?(\d{7}(?:\.\d\d?)?)\b/g;
/** A million or more, as pages print it. */
const PRINTED_AMOUNT = /\d{1,3}(?:,\d{3}){2}\.\d\d/g;
const AROUND = 40;

/** No tokens or amounts yet. The canary is a word that stands nowhere else. */
export function createNeedles(canary: string): Needles {
  const tokens = new Set<string>();
  /** In minor units. */
  const amounts = new Set<number>();
  const anyOf = new RegExp(
    `(?<text>${canary})|(?<token>${UUID}|[0-9a-f]{32})|(?<amount>${PRINTED_AMOUNT.source}|\\d{7,8}\\.\\d\\d?)`,
    'g',
  );

  return {
    canary,
    hear(text) {
      for (const [, uuid = ''] of text.matchAll(TOKEN)) tokens.add(uuid.replaceAll('-', ''));
      for (const [, amount = ''] of text.matchAll(JSON_AMOUNT)) amounts.add(toMinor(amount));
      for (const [amount] of text.matchAll(PRINTED_AMOUNT)) amounts.add(toMinor(amount));
    },
    findIn(text) {
      const finds: Find[] = [];
      for (const { groups = {}, index } of text.matchAll(anyOf)) {
        const { token, amount } = groups;
        if (token !== undefined && !tokens.has(token.replaceAll('-', ''))) continue;
        if (amount !== undefined && !amounts.has(toMinor(amount))) continue;
        const kind = token !== undefined ? 'token' : amount !== undefined ? 'amount' : 'text';
        finds.push({ kind, text: text.slice(Math.max(0, index - AROUND), index + AROUND) });
      }
      return finds;
    },
    isAmount: (number) => amounts.has(Math.abs(number)) || amounts.has(minorOf(Math.abs(number))),
    tokenBytes: () => [...tokens].map((hex) => Buffer.from(hex, 'hex')),
    get counts() {
      return { tokens: tokens.size, amounts: amounts.size };
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
