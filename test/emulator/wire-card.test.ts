import type { CreditCardLiability } from 'plaid';
import { expect, it } from 'vitest';
import { allTransactions, DAY, emulatorForEachTest } from './test-emulator.ts';

const emulator = emulatorForEachTest();

async function cardsAt(institutionId: string) {
  const { accessToken: access_token } = emulator.itemAt(institutionId, { person: 'couple' });
  const { data } = await emulator.plaid.liabilitiesGet({ access_token });
  return { access_token, cards: data.liabilities.credit as CreditCardLiability[] };
}

it('a card’s statement is what was owed at the end of the last month', async () => {
  const { access_token, cards } = await cardsAt('ins_900001');
  const [card] = cards;
  expect(card).toMatchObject({ last_statement_issue_date: '2026-04-30', is_overdue: false });
  const { data } = await emulator.plaid.transactionsGet({
    ...allTransactions(access_token, { count: 500 }),
    start_date: '2026-05-01',
  });
  const account = data.accounts.find(({ account_id }) => account_id === card?.account_id);
  const since = data.transactions.filter((row) => row.account_id === card?.account_id && !row.pending);
  const moved = since.reduce((sum, row) => sum + row.amount, 0);
  expect(card?.last_statement_balance).toBeCloseTo((account?.balances.current ?? 0) - moved, 6);
});

it('a card that is not paid is overdue, and its minimum payment is due on the 5th', async () => {
  const { cards } = await cardsAt('ins_900002');
  expect(cards[1]).toMatchObject({ is_overdue: true, last_payment_date: null, last_payment_amount: null });
  expect(cards[1]?.next_payment_due_date).toBe('2026-06-05');
  expect(cards[1]?.minimum_payment_amount).toBe(35);
  expect(cards[1]?.aprs.map(({ apr_type }) => apr_type)).toEqual(['purchase_apr', 'cash_apr']);
});

it('before the 5th the payment is due in the same month', async () => {
  emulator.pass(13 * DAY);
  const { cards } = await cardsAt('ins_900001');
  expect(cards[0]?.next_payment_due_date).toBe('2026-06-05');
  emulator.pass(4 * DAY);
  expect((await cardsAt('ins_900001')).cards[0]?.next_payment_due_date).toBe('2026-07-05');
});
