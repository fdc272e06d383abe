/** The source of an export, made from rows. */

import fc from 'fast-check';
import type { ExportSource, WriteExport } from '../../../../src/features/transactions/exports/record.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { account } from '../../../finance/samples.ts';

/** One bank whose rows come a page at a time. */
export function sourceOf(
  pages: readonly (readonly Transaction[])[],
  facts: Partial<Account>[] = [{}],
  hasBook = false,
): ExportSource {
  async function* rowsOf(isWanted: (row: Transaction) => boolean) {
    for (const page of pages) yield page.filter(isWanted);
  }
  return {
    range: { from: '2025-10-05', to: '2025-11-03' },
    madeAt: new Date('2025-11-03T14:05:09Z'),
    missingBanks: [],
    hasBook,
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

/** Any text, and often with what means something in the file: breaks of lines, and these signs. */
export function hostileText(signs: string): fc.Arbitrary<string> {
  const sign = fc.constantFrom(...signs, ...'\n\r\v\f\0\x85\u2028\u2029');
  const any = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));
  return fc.string({ unit: fc.oneof(sign, any) });
}
