import { expect, it } from 'vitest';
import { openExport } from '../../../../src/features/transactions/exports/read-export.ts';
import { parseFilter } from '../../../../src/finance/filter.ts';
import type { Transaction } from '../../../../src/finance/model.ts';
import { PlaidError } from '../../../../src/plaid/errors.ts';
import type { Gateway, HistoryPage, Result } from '../../../../src/plaid/gateway.ts';
import { account, transaction } from '../../../finance/samples.ts';

const now = new Date('2025-11-22T12:00:00Z');
const range = { from: '2025-10-23', to: '2025-11-22' };
const accounts = [account(), account({ id: 'card', type: 'credit' })];
const down = new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' });

const first = [
  transaction({ id: 'p1', isPending: true }),
  transaction({ id: 'p2', isPending: true }),
  transaction({ id: 'c1', accountId: 'card' }),
];
const second = [
  transaction({ id: 'r1', pendingId: 'p1', amountMinor: 900_00 }),
  transaction({ id: 'r2', currency: 'EUR' }),
];

/** Banks by their token: the pages of each, or why it has none. What is asked for is noted. */
function banksOf(pages: Readonly<Record<string, readonly Transaction[][] | PlaidError>>, query = {}) {
  const asked: string[] = [];
  const gateway = {
    async *historyPages(
      token: string,
      part: { range?: object; accountId?: string },
    ): AsyncGenerator<Result<HistoryPage>, void> {
      asked.push(part.accountId ? `${token} ${part.accountId}` : token);
      expect(part.range).toEqual(range);
      const own = pages[token] ?? [];
      if (own instanceof PlaidError) return yield { ok: false, error: own };
      for (const [index, rows] of own.entries()) {
        const wanted = rows.filter(({ accountId }) => (part.accountId ?? accountId) === accountId);
        yield { ok: true, value: { transactions: wanted, accounts, isLast: index === own.length - 1 } };
      }
    },
  } as unknown as Gateway;
  const linkedBanks = Object.keys(pages).map((accessToken) => ({
    id: accessToken,
    connection: {
      ...{ accessToken, itemId: accessToken, userId: null, institutionId: `ins_${accessToken}` },
      ...{ institutionName: `Bank ${accessToken}`, linkedAt: now },
    },
    expiresAt: now,
  }));
  return {
    asked,
    source: openExport({ gateway, linkedBanks, range, callOptions: {}, now, filter: parseFilter(query) }),
  };
}

async function idsOf(rows: AsyncIterable<readonly Transaction[]> | undefined): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of rows ?? []) ids.push(...page.map(({ id }) => id));
  return ids;
}

it('opens every bank before a byte is written, and names those that cannot be read', async () => {
  const { source, asked } = banksOf({ a: [first, second], b: down, c: [] });
  const { banks, ...facts } = await source;
  expect(facts).toEqual({ range, madeAt: now, missingBanks: ['Bank b', 'Bank c'] });
  expect(banks).toMatchObject([{ name: 'Bank a', institutionId: 'ins_a' }]);
  expect(asked).toEqual(['a', 'b', 'c']);
});

it('tells all pages of a bank, each purchase once, as the filter has them', async () => {
  const all = await banksOf({ a: [first, second] }).source;
  expect(await idsOf(all.banks[0]?.rows())).toEqual(['c1', 'r1', 'r2', 'p2']);
  const large = await banksOf({ a: [first, second] }, { min: '500' }).source;
  expect(await idsOf(large.banks[0]?.rows())).toEqual(['r1']);
});

it('tells of each account what is posted in its own currency, asking for it where there are more pages', async () => {
  const { source, asked } = banksOf({ a: [first, second] });
  const [bank] = (await source).banks;
  const rows = bank?.accounts.map(async (own) => [own.account.id, ...(await idsOf(own.rows()))]) ?? [];
  expect(await Promise.all(rows)).toEqual([
    ['checking', 'r1'],
    ['card', 'c1'],
  ]);
  expect(asked).toEqual(['a', 'a checking', 'a card']);
});

it('does not ask again where one page was all, and leaves out accounts and rows that the filter does', async () => {
  const { source, asked } = banksOf({ a: [[...first, ...second]] }, { account: 'checking', min: '100' });
  const [bank] = (await source).banks;
  expect(bank?.accounts.map(({ account: { id } }) => id)).toEqual(['checking']);
  expect(await idsOf(bank?.accounts[0]?.rows())).toEqual(['r1']);
  expect(asked).toEqual(['a']);
  const whole = (await banksOf({ a: [[...first, ...second]] }).source).banks[0]?.accounts ?? [];
  expect(await Promise.all(whole.map((own) => idsOf(own.rows())))).toEqual([['r1'], ['c1']]);
});
