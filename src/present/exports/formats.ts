/** The file formats a reader can choose. */

import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import { writeOfx } from './ofx.ts';
import { writeQif } from './qif.ts';
import type { WriteExport } from './source.ts';

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
