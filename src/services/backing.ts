/** The servers that this one uses besides Plaid, and whether each of them answers. */

type BackingService = 'redis' | 'postgres' | 'mail';

/** What did not answer, with the code of why: its own or the network's. */
export type Failures = Readonly<Partial<Record<BackingService, string>>>;

/** A real try: null where it answers, else the code of why not. */
export type Try = () => Promise<string | null>;

export interface BackingServices {
  /** Tries all that are switched on. Who asks within some seconds of another gets the same answer. */
  failures(): Promise<Failures>;
}

/** A page that anyone may open in the demo must not press a mail server. */
const STANDS_MS = 5_000;

/** Those that are switched on have a try. */
export function createBackingServices(
  tries: Readonly<Record<BackingService, Try | null>>,
  now: () => Date,
): BackingServices {
  let last: { readonly until: number; readonly failures: Promise<Failures> } | null = null;
  return {
    failures() {
      const ms = now().getTime();
      if (last === null || ms >= last.until) last = { until: ms + STANDS_MS, failures: tryAll(tries) };
      return last.failures;
    },
  };
}

async function tryAll(tries: Readonly<Record<BackingService, Try | null>>): Promise<Failures> {
  const outcomes = await Promise.all(
    Object.entries(tries).map(async ([name, tryIt]) => [name, (await tryIt?.()) ?? null] as const),
  );
  return Object.fromEntries(outcomes.filter(([, code]) => code !== null));
}
