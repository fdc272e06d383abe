/** Transactions as CSV. */

import { BYTE_ORDER_MARK, csvLine, csvText } from '../../../page/csv.ts';
import {
  type ExportSource,
  recordsOf,
  type ToldRecord,
  type TransactionRecord,
  toldRecordsOf,
} from './record.ts';

const HEADINGS = 'date,amount,currency,payee,original_text,category,account,bank,pending,id';
/** They come last, so that the others stand where they stand without a book. */
const HEADINGS_OF_BOOK = 'counts_as,told_payee,told_category,told_counts_as';

/** Bank by bank. */
export async function* writeCsv({ banks, hasBook }: ExportSource): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${hasBook ? `${HEADINGS},${HEADINGS_OF_BOOK}` : HEADINGS}\r\n`;
  for (const bank of banks) {
    const toRecord = recordsOf(bank);
    const toTold = toldRecordsOf(bank);
    for await (const rows of bank.rows()) {
      yield rows
        .map((row) => csvLine([...cellsOf(toRecord(row)), ...(hasBook ? toldCellsOf(toTold(row)) : [])]))
        .join('');
    }
  }
}

/** Day and amount are ours; all else is text from a bank or of the person's book, and quoted. */
function cellsOf({ date, amount, isPending, ...texts }: TransactionRecord): string[] {
  const { currency, payee, originalText, category, account, bank, id } = texts;
  const words = [currency, payee, originalText, category, account, bank, isPending ? 'yes' : 'no', id];
  return [date, amount, ...words.map(csvText)];
}

function toldCellsOf({ countsAs, told }: ToldRecord): string[] {
  return [countsAs, told.payee, told.category, told.countsAs].map(csvText);
}
