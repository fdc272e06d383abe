/** The source of an export, made from rows. */

import type { ExportSource, WriteExport } from '../../../../src/features/transactions/exports/record.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { account } from '../../../finance/samples.ts';

/** One bank whose rows come a page at a time. */
export function sourceOf(
  pages: readonly (readonly Transaction[])[],
  facts: Partial<Account>[] = [{}],
): ExportSource {
  async function* rowsOf(isWanted: (row: Transaction) => boolean) {
    for (const page of pages) yield page.filter(isWanted);
  }
  return {
    range: { from: '2025-10-05', to: '2025-11-03' },
    madeAt: new Date('2025-11-03T14:05:09Z'),
    missingBanks: [],
    banks: [
      {
        name: 'Fernhollow Bank',
        institutionId: 'ins_900001',
        rows: () => rowsOf(() => true),
        accounts: facts.map(account).map((own) => ({
          account: own,
          rows: () => rowsOf(({ accountId, isPending }) => accountId === own.id && !isPending),
        })),
      },
    ],
  };
}

/** The whole file. */
export async function written(write: WriteExport, source: ExportSource): Promise<string> {
  let file = '';
  for await (const piece of write(source)) file += piece;
  return file;
}
