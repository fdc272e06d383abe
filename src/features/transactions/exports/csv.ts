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

/** Day and amount are ours; all else is text from a bank, and quoted. */
function cellsOf({ date, amount, isPending, ...texts }: TransactionRecord): string[] {
  const { currency, payee, originalText, category, account, bank, id } = texts;
  const words = [currency, payee, originalText, category, account, bank, isPending ? 'yes' : 'no', id];
  return [date, amount, ...words.map((text) => quoted(harmless(text)))];
}

/**
 * Where a cell may begin, and what a spreadsheet may skip there, before a sign that begins a formula. One that is set
 * to another separator than the comma begins a cell within a text. A text has no tab and no line break by then.
 */
const BEGINS_FORMULA = /(?<=(?:^|[,;|])[\s\p{Cf}"]*)[=+\-@＝＋－＠]/gu;

/** An apostrophe before what a spreadsheet would run: then it shows it (https://owasp.org/www-community/attacks/CSV_Injection). */
function harmless(text: string): string {
  return plainText(text).replaceAll(BEGINS_FORMULA, "'$&");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
