/** The parts of a filter in words, each with the address that removes it. */

import { categoryOf, detailedLabel, primaryOf } from '../../finance/categories.ts';
import { FILTER_PARTS, type Filter, type FilterPart, toQuery, without } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';

export interface Chip {
  readonly label: string;
  /** The query, without its question mark, of the same view without this part. */
  readonly query: string;
}

interface Names {
  /** What an account is called, by its id. */
  readonly accountNames: ReadonlyMap<string, string>;
  readonly format: Pick<Format, 'day'>;
}

/** A chip for each part in use, and for each value of a list. */
export function chips(filter: Filter, names: Names): Chip[] {
  return FILTER_PARTS.flatMap((part) =>
    [filter[part]]
      .flat()
      .filter((value) => value !== '')
      .map((value) => ({
        label: LABELS[part](value, names),
        query: toQuery(without(filter, part, value)),
      })),
  );
}

/** `Food and drink`, or `Food and drink: Coffee` for a detailed category. */
export function categoryLabel(id: string): string {
  const primary = primaryOf(id);
  return primary ? `${primary.label}: ${detailedLabel(id)}` : categoryOf(id).label;
}

const LABELS: Readonly<Record<FilterPart, (value: string, names: Names) => string>> = {
  q: (q) => `“${q}”`,
  merchant: (name) => name,
  account: (id, { accountNames }) => accountNames.get(id) ?? 'An account that is not here',
  category: categoryLabel,
  counts: (kind) => (kind === 'neither' ? 'Neither income nor spending' : `Counts as ${kind}`),
  direction: (direction) => (direction === 'in' ? 'Money in' : 'Money out'),
  pending: (pending) => (pending === 'only' ? 'Pending only' : 'Without pending'),
  min: (min) => `At least ${min}`,
  max: (max) => `At most ${max}`,
  from: (day, { format }) => `From ${format.day(day)}`,
  to: (day, { format }) => `To ${format.day(day)}`,
};
