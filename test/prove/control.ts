/** The control: leaks planted in the process in which none was found, to show that the search would have found them. */

import { randomUUID } from 'node:crypto';
import type { AppProcess } from './app-process.ts';
import type { Canaries, Find } from './canaries.ts';

export interface ControlFigures {
  readonly planted: readonly string[];
  /** Those of them that the search did not find. */
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
  /** Places that this machine or this run does not have: nothing is planted there. */
  readonly without: readonly string[];
}

/** What is planted, where it must be found, and by what: its own text, amount or token, or an answer. */
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
  'a deflated text in a Buffer': ['live', 'text'],
  'a text in gzip in a Buffer': ['live', 'text'],
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
/** How many leaks were planted: each has an amount and a text of its own. */
let count = 0;
/** A page without a canary: only its own text can be found. */
const PAGE = '/privacy';

/** Plants a leak of this kind; resolves to a function that tells whether a find is of this very leak. */
export async function plantLeak(
  app: Pick<AppProcess, 'ask'>,
  canaries: Canaries,
  kind: string,
): Promise<(find: Find) => boolean> {
  const minor = FIRST_AMOUNT + count;
  const token = randomUUID();
  const hex = token.replaceAll('-', '');
  const text = `${canaries.canary} planted ${count++}.`;
  canaries.learn(`"amount":${minor / 100} access-sandbox-${token}`);
  await app.ask('plant', {
    ...{ kind, minor },
    text64: Buffer.from(text).toString('base64'),
    token64: Buffer.from(hex, 'hex').toString('base64'),
  });
  const as = LEAKS[kind]?.[1];
  return (find) => {
    if (as === 'answer') return find.kind === as;
    if (as !== 'amount') return find.text.includes(as === 'token' ? hex : text);
    return find.kind === as && [minor, minor / 100].some((amount) => find.text.includes(`${amount}`));
  };
}

/** Plants a leak of each kind, and searches again. */
export async function searchForPlanted(options: ControlOptions): Promise<ControlFigures> {
  const { app, canaries, places, without } = options;
  const planted = Object.keys(LEAKS).filter((kind) => !without.includes(LEAKS[kind]?.[0] ?? ''));
  const isLeak: Record<string, (find: Find) => boolean> = {};
  // The first kind deletes itself after two seconds, so it is planted last.
  for (const kind of planted.toReversed()) isLeak[kind] = await plantLeak(app, canaries, kind);
  canaries.learnAnswer(await (await fetch(new URL(PAGE, app.url))).text());
  const found: Record<string, readonly Find[]> = {
    live: await places.live(),
    memory: places.memory(),
    log: places.log(),
    ...Object.fromEntries(await places.stores()),
  };
  const files = places.files();
  const isFound = (kind: string): boolean => {
    const [place = ''] = LEAKS[kind] ?? [];
    const file = kind === 'a file' ? 'planted' : 'removed';
    if (place === 'files') return files.some((call) => call.includes(file));
    return (found[place] ?? []).some((find) => isLeak[kind]?.(find));
  };
  return { planted, missed: planted.filter((kind) => !isFound(kind)) };
}
