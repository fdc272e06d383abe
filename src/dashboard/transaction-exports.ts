/** The files that the reader can take of what the transactions page found. */

import { FORMAT_NAMES } from '../present/exports/formats.ts';
import { type Filter, toQuery } from '../present/filter.ts';

export interface ExportLink {
  readonly label: string;
  readonly href: string;
}

/** One for each format. That banks are missing stands in the address: it is how the reader agrees to a part only. */
export function exportLinks(filter: Filter, isPartial: boolean): ExportLink[] {
  const query = new URLSearchParams(toQuery({ ...filter, page: 1 }));
  if (isPartial) query.set('partial', 'yes');
  return FORMAT_NAMES.map((name) => ({
    label: name.toUpperCase(),
    href: query.size === 0 ? `/transactions.${name}` : `/transactions.${name}?${query}`,
  }));
}
