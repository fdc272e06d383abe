import type { CreditCardLiability } from 'plaid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allTransactions, type Bench, DAY, startBench } from './client.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.emulator.close());

async function cardsAt(institutionId: string) {
  const { accessToken: access_token } = bench.emulator.control.createItem({
    institutionId,
    person: 'couple',
  });
  const { data } = await bench.plaid.liabilitiesGet({ access_token });
  return { access_token, cards: data.liabilities.credit as CreditCardLiability[] };
}

it('the statement is what was owed when the last month ended', async () => {
  const { access_token, cards } = await cardsAt('ins_900001');
  const [card] = cards;
  expect(card).toMatchObject({ last_statement_issue_date: '2026-04-30', is_overdue: false });
  const { data } = await bench.plaid.transactionsGet({
    ...allTransactions(access_token, { count: 500 }),
    start_date: '2026-05-01',
  });
  const account = data.accounts.find(({ account_id }) => account_id === card?.account_id);
  const since = data.transactions.filter((row) => row.account_id === card?.account_id && !row.pending);
  const moved = since.reduce((sum, row) => sum + row.amount, 0);
  expect(card?.last_statement_balance).toBeCloseTo((account?.balances.current ?? 0) - moved, 6);
});

it('a card nobody pays is overdue, and its minimum is due on the 5th', async () => {
  const { cards } = await cardsAt('ins_900002');
  expect(cards[1]).toMatchObject({ is_overdue: true, last_payment_date: null, last_payment_amount: null });
  expect(cards[1]?.next_payment_due_date).toBe('2026-06-05');
  expect(cards[1]?.minimum_payment_amount).toBe(35);
  expect(cards[1]?.aprs.map(({ apr_type }) => apr_type)).toEqual(['purchase_apr', 'cash_apr']);
});

it('before the 5th the payment is due in the same month', async () => {
  bench.pass(13 * DAY);
  const { cards } = await cardsAt('ins_900001');
  expect(cards[0]?.next_payment_due_date).toBe('2026-06-05');
  bench.pass(4 * DAY);
  expect((await cardsAt('ins_900001')).cards[0]?.next_payment_due_date).toBe('2026-07-05');
});
