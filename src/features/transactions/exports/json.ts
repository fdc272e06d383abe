/** JSON: one object that explains itself, with its transactions one a line. */

import { type ExportSource, recordsOf, toldRecordsOf } from './record.ts';

/** Bank by bank. The list comes last, so that it can be written as it is read. */
export async function* writeJson(source: ExportSource): AsyncGenerator<string> {
  const { range, madeAt, banks, missingBanks, hasBook } = source;
  const about = {
    sign: 'Money in is positive, money out is negative.',
    ...range,
    madeAt: madeAt.toISOString(),
    banks: banks.map(({ name }) => name),
    missingBanks,
  };
  yield `${JSON.stringify(about).slice(0, -1)},"transactions":[`;
  let separator = '\n';
  for (const bank of banks) {
    const toRecord = recordsOf(bank);
    const toTold = toldRecordsOf(bank);
    for await (const rows of bank.rows()) {
      for (const row of rows) {
        const { amount, ...record } = toRecord(row);
        const told = hasBook ? toTold(row) : {};
        yield `${separator}${JSON.stringify({ ...record, amount: Number(amount), ...told })}`;
        separator = ',\n';
      }
    }
  }
  yield '\n]}\n';
}
