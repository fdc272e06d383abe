import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../../src/bank/bank.ts';
import { eachOnce } from '../../../src/present/exports/each-once.ts';
import { transaction } from '../samples.ts';

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

  it('writes pending rows last, and only those that are wanted', async () => {
    const other = transaction({ id: 'p2', isPending: true, name: 'Other' });
    expect(
      await idsOf([[pending, other], [transaction({ id: 'x2' })]], ({ name }) => name !== 'Other'),
    ).toEqual(['x2', 'p1']);
  });
});
