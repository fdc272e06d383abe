/** The control: leaks planted in the very process that was found clean, to show that the search would have seen them. */

import { randomUUID } from 'node:crypto';
import type { AppProcess } from './app-process.ts';
import type { Canaries, Find } from './canaries.ts';

export interface ControlFigures {
  readonly planted: readonly string[];
  /** Those of them that nobody would have noticed. */
  readonly missed: readonly string[];
}

/** Everything that the proof searches. */
export interface Places {
  readonly live: () => Promise<readonly Find[]>;
  readonly memory: () => readonly Find[];
  readonly log: () => readonly Find[];
  readonly files: () => readonly string[];
  /** By the name of the store. */
  readonly stores: () => Promise<ReadonlyMap<string, readonly Find[]>>;
}

export interface ControlOptions {
  readonly app: Pick<AppProcess, 'ask' | 'url'>;
  readonly canaries: Canaries;
  readonly places: Places;
  /** Places that this machine or this life does not have: what is planted there is not looked for. */
  readonly without: readonly string[];
}

/** What is planted, where it must be seen, and as what: its own text, its own amount, its own token, or an answer. */
export const LEAKS: Readonly<
  Record<string, readonly [place: string, as: 'text' | 'amount' | 'token' | 'answer']>
> = {
  'a cache that clears itself after two seconds': ['live', 'text'],
  'a text': ['live', 'text'],
  'a text of two bytes a letter': ['live', 'text'],
  'part of a longer text': ['live', 'text'],
  'a closure': ['live', 'text'],
  'a timer': ['live', 'text'],
  'an object with a small integer': ['live', 'amount'],
  'an object with a double': ['live', 'amount'],
  'an array of small integers': ['live', 'amount'],
  'an array of doubles': ['live', 'amount'],
  'an Int32Array': ['live', 'amount'],
  'a Float64Array': ['live', 'amount'],
  'a BigInt64Array': ['live', 'amount'],
  'a map of numbers': ['live', 'amount'],
  'a set of numbers': ['live', 'amount'],
  'a Buffer of text': ['live', 'text'],
  'a Buffer that holds one token': ['live', 'token'],
  'the next answer': ['live', 'answer'],
  'a key outside of V8': ['memory', 'token'],
  'a log line': ['log', 'text'],
  'a file': ['files', 'text'],
  'a file that is removed at once': ['files', 'text'],
  'a key in Redis': ['a dump of Redis', 'text'],
  'a key in Redis that is deleted at once': ['what was sent to Redis', 'text'],
  'a row in PostgreSQL': ['a dump of PostgreSQL', 'text'],
  'a row in PostgreSQL that is deleted at once': ['what was sent to PostgreSQL', 'text'],
};
/** In minor units. */
const FIRST_AMOUNT = 765_432_101;
/** Its page has no canary: only the page itself gives it away. */
const PAGE = '/privacy';

/** Plants one leak of each kind, and searches again. */
export async function searchForPlanted(options: ControlOptions): Promise<ControlFigures> {
  const { app, canaries, places, without } = options;
  const planted = Object.keys(LEAKS).filter((kind) => !without.includes(LEAKS[kind]?.[0] ?? ''));
  const marks = planted.map((kind, index) => {
    const token = randomUUID();
    const minor = FIRST_AMOUNT + index;
    canaries.hear(`"amount":${minor / 100} access-sandbox-${token}`);
    // The clock of what clears itself begins last.
    return { kind, minor, token, text: `${canaries.canary} planted ${index}.` };
  });
  for (const { kind, minor, token, text } of marks.toReversed()) {
    await app.ask('plant', {
      ...{ kind, minor },
      text64: Buffer.from(text).toString('base64'),
      token64: Buffer.from(token.replaceAll('-', ''), 'hex').toString('base64'),
    });
  }
  const page = await (await fetch(new URL(PAGE, app.url))).text();
  canaries.hearAnswer(page);
  const found: Record<string, readonly Find[]> = {
    live: await places.live(),
    memory: places.memory(),
    log: places.log(),
    ...Object.fromEntries(await places.stores()),
  };
  const files = places.files();

  const isSeen = ({ kind, minor, token, text }: (typeof marks)[number]): boolean => {
    const [place = '', as] = LEAKS[kind] ?? [];
    if (place === 'files')
      return files.some((file) => file.includes(kind === 'a file' ? 'planted' : 'removed'));
    const finds = found[place] ?? [];
    if (as === 'text') return finds.some((find) => find.text.includes(text));
    if (as === 'token') return finds.some((find) => find.text.includes(token.replaceAll('-', '')));
    if (as === 'answer') return finds.some((find) => find.kind === as);
    return finds.some((find) => [minor, minor / 100].some((amount) => find.text.includes(String(amount))));
  };
  return { planted, missed: marks.filter((mark) => !isSeen(mark)).map(({ kind }) => kind) };
}
