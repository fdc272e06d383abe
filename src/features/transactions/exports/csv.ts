/** Transactions as CSV. */

import { BYTE_ORDER_MARK, csvLine, csvText } from '../../../page/csv.ts';
import { type ExportSource, recordsOf, type TransactionRecord } from './record.ts';

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
  return [date, amount, ...words.map(csvText)];
}
