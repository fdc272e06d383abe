/** The table that the proof prints, each row with its limit, and whether the limit is kept. */

import { hasStrace } from './files.ts';
import type { LifeFigures } from './life.ts';

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** Such as `0`; empty for what is only told. */
  readonly limit: string;
  readonly isKept: boolean;
}

/** Views that must have failed: the address that does not exist, once for each person. */
const MOST_FAILED_SHARE = 0.1;
/** Three in four views at the least must have shown a bank's data, most of them hundreds of times. */
const LEAST_SHOWN_PER_VIEW = 10;

/** The rows of one life; `mostFragments` is null where raw memory has no limit. */
export function rowsOf(life: LifeFigures, mostFragments: number | null): Row[] {
  const { visits, searchedFor, heap, memory, control } = life;
  const { views, failed, aborted, shown } = visits;
  return [
    {
      ...row('views answered, and those that failed', `${views}, ${failed}`),
      limit: `${MOST_FAILED_SHARE * 100} % failed`,
      isKept: failed <= views * MOST_FAILED_SHARE,
    },
    row('views left half-way', `${aborted}`),
    {
      ...row('canaries in the answers', shown.toLocaleString('en')),
      limit: `at least ${LEAST_SHOWN_PER_VIEW} a view`,
      isKept: shown >= views * LEAST_SHOWN_PER_VIEW,
    },
    row(
      'other values searched for',
      `${searchedFor.tokens} tokens, ${searchedFor.amounts.toLocaleString('en')} amounts`,
    ),
    {
      ...row('connections to Plaid open during the search', `${life.openSockets}`),
      limit: 'at least 1',
      isKept: life.openSockets > 0,
    },
    none(`in the heap, among ${heap.values.toLocaleString('en')} texts and numbers`, heap.finds.length),
    none(`in ${life.logBytes.toLocaleString('en')} bytes of log, at the level trace`, life.log.length),
    none(`files written${hasStrace ? '' : ' to its own folders, for strace is missing'}`, life.files.length),
    ...[...life.stored].map(([name, finds]) => none(`in a dump of ${name}`, finds.length)),
    {
      what: 'in the raw memory of the process',
      figure: memory === null ? 'cannot be read here' : memory.length.toLocaleString('en'),
      limit: mostFragments === null || memory === null ? '' : `at most ${mostFragments}`,
      isKept: mostFragments === null || memory === null || memory.length <= mostFragments,
    },
    {
      what: `planted leaks that were seen (${control.planted.join(', ')})`,
      figure: `${control.planted.length - control.missed.length} of ${control.planted.length}`,
      limit: 'all',
      isKept: control.missed.length === 0,
    },
  ];
}

/** The rows as text, under a title. */
export function tableOf(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, figure, limit, isKept }) => {
    const verdict = limit === '' ? '' : `  (${limit}${isKept ? '' : ': BROKEN'})`;
    return `  ${what.padEnd(width)}  ${figure.padStart(24)}${verdict}`;
  });
  return [`\n${title}`, ...lines, ''].join('\n');
}

/** What was found, for whoever has to mend it. */
export function findsOf(life: LifeFigures, mostFragments: number | null): string[] {
  const { heap, log, files, stored, memory, control } = life;
  const few = <T>(list: readonly T[]) => list.slice(0, 10);
  return [
    ...few(heap.finds).map(({ kind, text, keptBy }) => `heap: ${kind} "${text}" kept by ${keptBy}`),
    ...few(log).map(({ kind, text }) => `log: ${kind} "${text}"`),
    ...few(files).map((file) => `file: ${file}`),
    ...[...stored].flatMap(([name, finds]) =>
      few(finds).map(({ kind, text }) => `${name}: ${kind} "${text}"`),
    ),
    ...few(mostFragments === null ? [] : (memory ?? [])).map(
      ({ kind, text }) => `memory: ${kind} ${JSON.stringify(text)}`,
    ),
    ...control.missed.map((kind) => `the search did not see the planted ${kind}`),
  ];
}

function row(what: string, figure: string): Row {
  return { what, figure, limit: '', isKept: true };
}

function none(what: string, count: number): Row {
  return { what, figure: `${count}`, limit: '0', isKept: count === 0 };
}
