/** The table that the proof prints: figures, their limits, and whether these are kept. */

import type { Find } from './canaries.ts';
import type { RunFigures } from './run.ts';

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** Such as `0`; empty for a figure without a limit. */
  readonly limit: string;
  readonly isKept: boolean;
  /** Its limit can be missed by chance: a second run may keep it. */
  readonly isStray?: true;
  /** What was found where the limit is broken. */
  readonly because?: readonly string[];
}

/** Some views fail by design: each person asks once for an address that does not exist. */
const MOST_FAILED_SHARE = 0.1;
/** Proof that the banks' data were shown at all: most views have hundreds. */
const LEAST_SHOWN_PER_VIEW = 10;
/** Of some ninety thousand, by chance: a process has about thirty numbers that could be one. */
const MOST_OWN_AMOUNTS = 3;
/** Finds that are printed of each row. */
const FEW = 10;

/** How many tokens, and how many names, amounts and sealed cookies, raw memory may have. */
export interface MemoryLimits {
  readonly tokens: number;
  readonly fragments: number;
}

/** The rows of one run. */
export function rowsOf(run: RunFigures, most: MemoryLimits): Row[] {
  const { visits, routes, searchedFor, live, memory, control, notShown } = run;
  const { views, failed, aborted, shown } = visits;
  const count = (number: number) => number.toLocaleString('en');
  const isToken = ({ kind }: { kind: string }) => kind === 'token';
  const tokens = memory.filter(isToken);
  const fragments = memory.filter((find) => !isToken(find));
  const wasVisited = routes.routes.length - routes.unknown.length - routes.failed.length;
  return [
    {
      ...row('views answered, and those that failed', `${views}, ${failed}`),
      limit: `${MOST_FAILED_SHARE * 100} % failed`,
      isKept: failed <= views * MOST_FAILED_SHARE,
    },
    row('views left half-way', `${aborted}`),
    {
      ...row('canaries in the answers', count(shown)),
      limit: `at least ${LEAST_SHOWN_PER_VIEW} a view`,
      isKept: shown >= views * LEAST_SHOWN_PER_VIEW,
    },
    {
      ...row('routes of the router that were answered as its table says', `${wasVisited}`),
      limit: `all ${routes.routes.length}`,
      isKept: wasVisited === routes.routes.length,
      because: [...routes.unknown.map((route) => `${route} is not in the table of routes`), ...routes.failed],
    },
    row(
      'searched for, besides the canary',
      Object.entries(searchedFor)
        .map(([what, number]) => `${count(number)} ${what}`)
        .join(', '),
    ),
    {
      ...row('amounts not searched for, as numbers that every such process has', `${run.ownAmounts}`),
      limit: `at most ${MOST_OWN_AMOUNTS}`,
      isKept: run.ownAmounts <= MOST_OWN_AMOUNTS,
    },
    {
      ...row('connections to Plaid open meanwhile', `${run.openSockets}`),
      limit: 'at least 1',
      isKept: run.openSockets > 0,
    },
    none(`alive right after the answers, in ${routes.searches} searches`, routes.finds),
    none(
      `alive at the end, in ${count(live.texts)} texts, ${count(live.numbers)} numbers, ${count(live.bytes)} bytes`,
      live.finds,
    ),
    none(`in ${count(run.logBytes)} bytes of log, at the level trace`, run.log),
    none('files written, however briefly', run.files),
    ...[...run.stored].map(([name, finds]) => none(`in ${name}`, finds)),
    memoryRow('tokens in raw memory', tokens, most.tokens),
    {
      ...memoryRow('names, amounts and sealed cookies in raw memory', fragments, most.fragments),
      isStray: true,
    },
    ...(control ? [controlRow(control)] : []),
    ...notShown.map((what) => ({
      what: `NOT SHOWN: ${what}`,
      figure: '',
      limit: process.env.CI ? 'everything, under CI' : '',
      isKept: !process.env.CI,
    })),
  ];
}

/** The rows as text, under a title; what broke a limit stands below. */
export function tableOf(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, figure, limit, isKept }) => {
    const verdict = limit === '' ? '' : `  (${limit}${isKept ? '' : ': BROKEN'})`;
    return `  ${what.padEnd(width)}  ${figure.padStart(12)}${verdict}`;
  });
  const reasons = rows
    .filter(({ isKept }) => !isKept)
    .flatMap(({ because = [] }) => because.slice(0, FEW).map((reason) => `  - ${reason}`));
  return [`\n${title}`, ...lines, ...reasons, ''].join('\n');
}

function memoryRow(what: string, finds: readonly Find[], most: number): Row {
  return {
    ...row(what, finds.length.toLocaleString('en')),
    limit: `at most ${most}`,
    isKept: finds.length <= most,
    because: finds.map(said),
  };
}

function controlRow({ planted, missed }: NonNullable<RunFigures['control']>): Row {
  return {
    what: 'planted leaks that were seen',
    figure: `${planted.length - missed.length}`,
    limit: `all ${planted.length}`,
    isKept: missed.length === 0,
    because: missed.map((kind) => `the search did not see ${kind}`),
  };
}

function row(what: string, figure: string): Row {
  return { what, figure, limit: '', isKept: true };
}

function none(what: string, finds: readonly (string | { kind: string; text: string })[]): Row {
  return {
    ...row(what, `${finds.length}`),
    limit: '0',
    isKept: finds.length === 0,
    because: finds.map((find) => (typeof find === 'string' ? find : said(find))),
  };
}

function said({ kind, text }: { kind: string; text: string }): string {
  return `${kind}: ${JSON.stringify(text)}`;
}
