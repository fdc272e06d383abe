/** The file formats of an export, and the links to them. */

import { type Filter, toQuery } from '../../../finance/filter.ts';
import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import { writeOfx } from './ofx.ts';
import { writeQif } from './qif.ts';
import type { WriteExport } from './record.ts';

/** By the end of a file's name, in the order they are offered. */
export const EXPORT_FORMATS = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  json: { mediaType: 'application/json', write: writeJson },
  ofx: { mediaType: 'application/x-ofx', write: writeOfx },
  qif: { mediaType: 'application/x-qif; charset=utf-8', write: writeQif },
} satisfies Readonly<Record<string, { mediaType: string; write: WriteExport }>>;

export type FormatName = keyof typeof EXPORT_FORMATS;

export interface ExportLink {
  readonly label: string;
  readonly href: string;
}

/** One for each format. The address names the banks that are left out: it is how the reader agrees to a part only. */
export function exportLinks(filter: Filter, without: readonly string[]): ExportLink[] {
  const query = new URLSearchParams(toQuery({ ...filter, page: 1 }));
  if (without.length > 0) query.set('without', without.join('.'));
  return Object.keys(EXPORT_FORMATS).map((name) => ({
    label: name.toUpperCase(),
    href: query.size === 0 ? `/transactions.${name}` : `/transactions.${name}?${query}`,
  }));
}
