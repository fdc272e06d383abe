/** The parts of a filter in words, each with the address that removes it. */

import { categoryLabel } from '../../finance/categories.ts';
import { FILTER_PARTS, type Filter, type FilterPart, toQuery, without } from '../../finance/filter.ts';
import type { Format } from '../../finance/format.ts';
import { bareName, isQuoted } from '../../finance/merchant-names.ts';

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

/** Each has the address of all others in it, so that a hundred would be a page of half a megabyte. */
const MOST_OF_A_LIST = 12;

/** A chip for each part in use, and for each value of a list; of a long list one, which takes all of it off. */
export function chips(filter: Filter, names: Names): Chip[] {
  return FILTER_PARTS.flatMap((part) => {
    const values = [filter[part]].flat().filter((value) => value !== '');
    if (values.length > MOST_OF_A_LIST) {
      const label = `${values.length} ${part === 'category' ? 'categories' : `${part}s`}`;
      return [{ label, query: toQuery({ ...filter, [part]: [], page: 1 }) }];
    }
    return values.map((value) => ({
      label: LABELS[part](value, names),
      query: toQuery(without(filter, part, value)),
    }));
  });
}

const LABELS: Readonly<Record<FilterPart, (value: string, names: Names) => string>> = {
  q: (q) => `“${q}”`,
  merchant: (value) => (isQuoted(value) ? `Exactly ${bareName(value)}` : value),
  account: (id, { accountNames }) => accountNames.get(id) ?? 'An account that is not here',
  category: categoryLabel,
  currency: (code) => `Only ${code}`,
  counts: (kind) => (kind === 'neither' ? 'Neither income nor spending' : `Counts as ${kind}`),
  direction: (direction) => (direction === 'in' ? 'Money in' : 'Money out'),
  pending: (pending) => (pending === 'only' ? 'Pending only' : 'Without pending'),
  min: (min) => `At least ${min}`,
  max: (max) => `At most ${max}`,
  from: (day, { format }) => `From ${format.day(day)}`,
  to: (day, { format }) => `To ${format.day(day)}`,
};
