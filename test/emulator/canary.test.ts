import { afterAll, expect, it } from 'vitest';
import { allTransactions, startTestEmulator } from './test-emulator.ts';

const CANARY = 'Zaunkoenig7431';

const emulator = await startTestEmulator();
const { id, accessToken } = emulator.itemAt('ins_900001', { person: 'couple' });
emulator.control.canary(CANARY);
afterAll(() => emulator.close());

async function rows() {
  return (await emulator.plaid.transactionsGet(allTransactions(accessToken, { count: 500 }))).data;
}

it('every name, text and id of a bank has the canary in it, also where there was none', async () => {
  const { accounts, transactions, item } = await rows();
  const texts = [
    item.institution_name,
    ...accounts.flatMap((account) => [account.account_id, account.name, account.official_name, account.mask]),
    ...transactions.flatMap((row) => [
      row.account_id,
      row.transaction_id,
      row.name,
      row.merchant_name,
      row.original_description,
      row.location.city,
      row.payment_meta.payee,
      ...(row.counterparties ?? []).map((party) => party.name),
    ]),
  ];
  expect(texts.length).toBeGreaterThan(3_500);
  for (const text of texts) expect(text).toContain(CANARY);
});

it('every amount occurs once and keeps its sign', async () => {
  emulator.control.canary(null);
  const before = (await rows()).transactions.map((row) => row.amount);
  emulator.control.canary(CANARY);
  const { transactions, accounts } = await rows();
  const amounts = transactions.map((row) => row.amount);
  expect(amounts.map(Math.sign)).toEqual(before.map(Math.sign));
  const balances = accounts.flatMap(({ balances: { available, current, limit } }) => [
    available,
    current,
    limit,
  ]);
  const known = [...amounts, ...balances].filter((amount) => amount !== null);
  expect(new Set(known).size).toBe(known.length);
});

it('every amount of a card or a loan occurs once, and is a million or more', async () => {
  const { data } = await emulator.plaid.liabilitiesGet({ access_token: accessToken });
  const named = [
    ...JSON.stringify(data.liabilities).matchAll(/"(\w+_(?:amount|balance|payment))":(\d[\d.]*)/g),
  ];
  const amounts = named
    .filter(([, name]) => name !== 'past_due_amount')
    .map(([, , amount]) => Number(amount));
  expect(amounts.length).toBeGreaterThan(2);
  expect(Math.min(...amounts)).toBeGreaterThanOrEqual(1_000_000);
  expect(new Set(amounts).size).toBe(amounts.length);
});

it('codes and dates stay as they are', async () => {
  const { accounts, transactions } = await rows();
  expect(accounts.map((account) => account.subtype)).toEqual(['checking', 'savings', 'credit card']);
  const [row] = transactions;
  expect(row?.iso_currency_code).toBe('USD');
  expect(row?.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(row?.payment_channel).not.toContain(CANARY);
});

it('an account can be asked for by an id with the canary in it', async () => {
  const { accounts } = await rows();
  const account_ids = accounts.slice(1, 2).map((account) => account.account_id);
  const { data } = await emulator.plaid.accountsGet({ access_token: accessToken, options: { account_ids } });
  expect(data.accounts.map((account) => account.account_id)).toEqual(account_ids);
});

it('the raw rows of the control are those that the API answers with', async () => {
  const { transactions } = await rows();
  const raw = emulator.control.rawTransactions(id).slice(0, 500);
  const withoutText = (list: readonly object[]) => list.map((row) => ({ ...row, original_description: '' }));
  expect(withoutText(raw)).toEqual(withoutText(transactions));
});
