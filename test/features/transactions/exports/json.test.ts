import { describe, expect, it } from 'vitest';
import { writeJson } from '../../../../src/features/transactions/exports/json.ts';
import { transaction } from '../../../finance/samples.ts';
import { sourceOf, written } from './sample-source.ts';

describe('a JSON file', () => {
  it('says its sign, its days and its banks, and lists the transactions', async () => {
    const file = await written(
      writeJson,
      sourceOf([[transaction({ id: 't1' })], [], [transaction({ id: 't2' })]]),
    );
    const { transactions, ...about } = JSON.parse(file);
    expect(about).toEqual({
      sign: 'Money in is positive, money out is negative.',
      from: '2025-10-05',
      to: '2025-11-03',
      madeAt: '2025-11-03T14:05:09.000Z',
      banks: ['Fernhollow Bank'],
      missingBanks: [],
    });
    expect(transactions.map(({ id }: { id: string }) => id)).toEqual(['t1', 't2']);
    expect(transactions[0]).toEqual({
      date: '2025-11-03',
      amount: -12.4,
      currency: 'USD',
      payee: 'Blue Heron Coffee',
      originalText: 'SQ *BLUE HERON COFFEE 0423',
      category: 'Food and drink',
      account: 'Everyday ••1234',
      bank: 'Fernhollow Bank',
      isPending: false,
      id: 't1',
    });
  });

  it('has each transaction in a line of its own', async () => {
    const rows = ['t1', 't2'].map((id) => transaction({ id }));
    const lines = (await written(writeJson, sourceOf([rows]))).split('\n');
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^\{.*"t1".*\},$/),
      expect.stringMatching(/^\{.*"t2".*\}$/),
      ...[']}', ''],
    ]);
  });

  it('is whole without a single transaction, and with any text', async () => {
    expect(JSON.parse(await written(writeJson, sourceOf([]))).transactions).toEqual([]);
    const name = '"\\ \u2028 </script> \uD800 \0';
    const file = await written(writeJson, sourceOf([[transaction({ name })]]));
    expect(JSON.parse(file).transactions[0].payee).toBe(name);
  });
});
