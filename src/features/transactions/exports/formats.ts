/** The file formats of an export, and the links to them. */

import { type Filter, toQuery } from '../../../finance/filter.ts';
import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import { writeOfx } from './ofx.ts';
import { writeQif } from './qif.ts';
import type { WriteExport } from './record.ts';

/** Each is the end of a file's name as well; in the order they are offered. */
export const FORMAT_NAMES = ['csv', 'json', 'ofx', 'qif'] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

export interface ExportFormat {
  readonly mediaType: string;
  readonly write: WriteExport;
}

export const EXPORT_FORMATS: Readonly<Record<FormatName, ExportFormat>> = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  json: { mediaType: 'application/json', write: writeJson },
  ofx: { mediaType: 'application/x-ofx', write: writeOfx },
  qif: { mediaType: 'application/x-qif; charset=utf-8', write: writeQif },
};

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
