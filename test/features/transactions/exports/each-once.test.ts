import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachOnce } from '../../../../src/features/transactions/exports/each-once.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { counts, eachPurchaseOnce } from '../../../../src/finance/pending-twins.ts';
import { transaction } from '../../../finance/samples.ts';

async function idsOf(pages: Transaction[][], isWanted = (_row: Transaction) => true): Promise<string[]> {
  async function* inPages() {
    yield* pages;
  }
  const ids: string[] = [];
  for await (const rows of eachOnce(inPages(), isWanted)) ids.push(...rows.map(({ id }) => id));
  return ids;
}

const pending = transaction({ id: 'p1', isPending: true });
const posted = transaction({ id: 'x1', pendingId: 'p1' });

describe('each purchase once', () => {
  it('leaves out a pending row whose twin is pages before or after it', async () => {
    expect(await idsOf([[pending], [], [posted]])).toEqual(['x1']);
    expect(await idsOf([[posted], [transaction({ id: 'x0' })], [pending]])).toEqual(['x1', 'x0']);
  });

  it('leaves it out even where the filter does not want the twin', async () => {
    expect(await idsOf([[pending, posted]], ({ isPending }) => isPending)).toEqual([]);
  });

  it('leaves out a pending row that is probably posted, pages before or after it, whatever the filter wants', async () => {
    const held = transaction({ id: 'p', isPending: true, date: '2025-11-01' });
    const paid = transaction({ id: 'x', date: '2025-11-04' });
    const between = transaction({ id: 'y', date: '2025-11-02', name: 'Rent', originalName: 'RENT' });
    expect(await idsOf([[paid], [], [between], [], [held]])).toEqual(['x', 'y']);
    expect(await idsOf([[held], [paid], [between]])).toEqual(['x', 'y']);
    expect(await idsOf([[paid, held]], ({ isPending }) => isPending)).toEqual([]);
  });

  it('keeps a pending row whose twin was named by the bank out of every pair', async () => {
    const named = [transaction({ id: 'x1', pendingId: 'p1' }), transaction({ id: 'p1', isPending: true })];
    const other = transaction({ id: 'p2', isPending: true });
    expect(await idsOf([[...named, other]])).toEqual(['x1', 'p2']);
  });

  it('leaves out the same as the pages do, however the rows come in pages', async () => {
    const someRows = fc.array(
      fc.record({
        day: fc.integer({ min: 10, max: 30 }),
        amountMinor: fc.constantFrom(-100, -120),
        isPending: fc.boolean(),
        merchantId: fc.constantFrom(null, 'm'),
        detailedCategory: fc.constantFrom('TRAVEL_LODGING', 'OTHER'),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(someRows, fc.integer({ min: 1, max: 5 }), async (facts, size) => {
        const rows = facts
          .map(({ day, ...row }, index) =>
            transaction({ ...row, id: `row-${index}`, date: `2025-11-${day}` }),
          )
          .sort((a, b) => (a.date < b.date ? 1 : -1));
        const pages = Array.from({ length: Math.ceil(rows.length / size) }, (_, page) =>
          rows.slice(page * size, (page + 1) * size),
        );
        const counted = eachPurchaseOnce(rows).filter(counts);
        expect((await idsOf(pages)).sort()).toEqual(counted.map(({ id }) => id).sort());
      }),
    );
  });

  it('writes pending rows last, and only those that are wanted', async () => {
    const other = transaction({ id: 'p2', isPending: true, name: 'Other' });
    expect(
      await idsOf(
        [[pending, other], [transaction({ id: 'x2', name: 'Rent', originalName: 'RENT' })]],
        ({ name }) => name !== 'Other',
      ),
    ).toEqual(['x2', 'p1']);
  });
});
