/** CSV (RFC 4180), safe to open in a spreadsheet. */

import { type ExportSource, plainText, recordsOf, type TransactionRecord } from './record.ts';

/** Without it Excel reads UTF-8 as the system's own code page; everyone else skips it. */
const BYTE_ORDER_MARK = '\uFEFF';

const HEADINGS = 'date,amount,currency,payee,original_text,category,account,bank,pending,id';

/** Bank by bank. */
export async function* writeCsv({ banks }: ExportSource): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${HEADINGS}\r\n`;
  for (const bank of banks) {
    const toRecord = recordsOf(bank);
    for await (const rows of bank.rows()) yield rows.map((row) => csvLine(cellsOf(toRecord(row)))).join('');
  }
}

/** The amount stays a number; all else is text from a bank. */
function cellsOf({ date, amount, isPending, ...texts }: TransactionRecord): string[] {
  const { currency, payee, originalText, category, account, bank, id } = texts;
  const words = [currency, payee, originalText, category, account, bank].map(harmless);
  return [date, amount, ...words, isPending ? 'yes' : 'no', harmless(id)];
}

/** Spreadsheets run text that begins like a formula (OWASP, CSV injection); after an apostrophe they show it. */
function harmless(text: string): string {
  const line = plainText(text);
  return /^[=+\-@＝＋－＠]/u.test(line) ? `'${line}` : line;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
