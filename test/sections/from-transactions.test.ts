import { expect, it } from 'vitest';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';
import { sectionsFromTransactions } from '../../src/sections/from-transactions.ts';
import { account, transaction } from '../finance/samples.ts';

const read = (transactions = [transaction()]) => ({
  ok: true as const,
  value: { transactions, balances: { accounts: [account()], source: 'cached' as const } },
});
const failed: Result<never> = {
  ok: false,
  error: new PlaidError({ kind: 'bank-down', code: 'INSTITUTION_DOWN' }),
};
const bank = (name: string, outcome: ReturnType<typeof read> | typeof failed) => ({
  name,
  history: Promise.resolve(outcome),
  isGrowing: Promise.resolve(false),
});

it('gives a section the flows of all banks, and says who is missing', async () => {
  const fromFlows = sectionsFromTransactions([bank('A', read()), bank('B', read()), bank('C', failed)]);
  expect(await fromFlows(({ flows }) => ({ kinds: flows.map(({ kind }) => kind) }))).toEqual({
    state: 'ready',
    model: { kinds: ['spending', 'spending'], partial: 'Without C, which could not be read just now.' },
  });
});

it('works in two steps where one is too long', async () => {
  const fromFlows = sectionsFromTransactions([bank('A', read())]);
  const outcome = await fromFlows(
    ({ flows }) => ({ count: flows.length }),
    ({ count }) => ({ words: `${count} flow` }),
  );
  expect(outcome).toMatchObject({ model: { words: '1 flow' } });
});

it('makes nothing where nothing is known', async () => {
  const outcome = await sectionsFromTransactions([bank('A', failed)])(() => {
    throw new Error('there is nothing to make it from');
  });
  expect(outcome).toMatchObject({ state: 'failed' });
});
