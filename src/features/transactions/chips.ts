/** The parts of a filter in words, each with the address that removes it. */

import { categoryOf } from '../../finance/categories.ts';
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

/** A chip for each part in use. */
export function chips(filter: Filter, names: Names): Chip[] {
  return FILTER_PARTS.filter((part) => filter[part] !== '').map((part) => ({
    label: LABELS[part](filter[part], names),
    query: toQuery(without(filter, part)),
  }));
}

const LABELS: Readonly<Record<FilterPart, (value: string, names: Names) => string>> = {
  q: (q) => `“${q}”`,
  account: (id, { accountNames }) => accountNames.get(id) ?? 'An account that is not here',
  category: (id) => categoryOf(id).label,
  direction: (direction) => (direction === 'in' ? 'Money in' : 'Money out'),
  pending: (pending) => (pending === 'only' ? 'Pending only' : 'Without pending'),
  min: (min) => `At least ${min}`,
  max: (max) => `At most ${max}`,
  from: (day, { format }) => `From ${format.day(day)}`,
  to: (day, { format }) => `To ${format.day(day)}`,
};
