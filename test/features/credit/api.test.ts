import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { cardFacts, loanFacts } from '../../../src/features/credit/api.ts';
import type { KnownCredit } from '../../../src/features/credit/read-credit.ts';
import { createAmounts } from '../../../src/page/api-answer.ts';
import { account } from '../../finance/samples.ts';
import { described } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATH = '/api/credit';

let client: Client;
const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});
afterEach(() => app.emulator.control.reset());

const ask = async () => described<Record<string, object[]>>(await client.get(PATH), PATH);
const amount = (amountMinor: number, decimal: string) => ({ amountMinor, currency: 'USD', decimal });

it('has cards with their rates, statement and payment', async () => {
  giveBank(app, client, { institutionId: 'ins_900002' });
  const { cards } = await ask();
  expect(cards).toHaveLength(2);
  expect(cards?.[1]).toMatchObject({
    bank: 'Quillfeather Cards',
    name: 'Parcelwood Store Card',
    limit: amount(250_000, '2500.00'),
    aprs: [
      { type: 'purchase_apr', percent: 21.24 },
      { type: 'cash_apr', percent: 27.99 },
    ],
    statementOn: '2026-02-28',
    nextPayment: amount(3500, '35.00'),
    dueOn: '2026-04-05',
    isOverdue: true,
  });
});

it('has loans with their rate, payment and end', async () => {
  giveBank(app, client, { institutionId: 'ins_900004' });
  const { loans, cards, use } = await ask();
  expect([cards, use]).toEqual([[], []]);
  expect(loans).toMatchObject([
    {
      kind: 'mortgage',
      ratePercent: 5.375,
      rateType: 'fixed',
      nextPayment: amount(214_217, '2142.17'),
      maturesOn: '2049-07-01',
      isOverdue: false,
    },
    { kind: 'student', ratePercent: 4.99, dueOn: '2026-03-15', maturesOn: '2033-09-15', status: 'repayment' },
  ]);
});

it('says that there is no credit score', async () => {
  giveBank(app, client);
  const answer = await client.get(PATH);
  expect(described(answer, PATH)).toMatchObject({ score: expect.stringMatching(/no credit score/) });
});

it('asks Plaid for the liabilities of each bank, and for nothing else', async () => {
  giveBank(app, client);
  giveBank(app, client, { institutionId: 'ins_900002' });
  await ask();
  expect(app.emulator.control.calls().map(({ path }) => path)).toEqual([
    '/liabilities/get',
    '/liabilities/get',
  ]);
});

it.each(['NO_LIABILITY_ACCOUNTS', 'PRODUCTS_NOT_SUPPORTED'])(
  '%s means that a bank has no cards and loans, and is no failure',
  async (code) => {
    giveBank(app, client);
    app.emulator.control.inject({ kind: 'error', code }, { path: '/liabilities/get' });
    expect(await ask()).toMatchObject({ problems: [], banksWithout: ['Fernhollow Bank'], cards: [] });
  },
);

it('names a bank that was not asked to share its liabilities', async () => {
  giveBank(app, client);
  for (const item of app.emulator.control.items()) item.consentedProducts = [];
  const { problems } = await ask();
  expect(problems).toMatchObject([{ kind: 'consent', action: 'repair', bank: 'Fernhollow Bank' }]);
});

it('has every figure of a debt, and null where a bank gives none', () => {
  const given = { nextPaymentMinor: 35_00, dueOn: '2026-04-05', isOverdue: false };
  const due = { ...given, lastPaymentMinor: 40_00, lastPaymentOn: '2026-03-05' };
  const bank = { id: 'a', name: 'A' };
  const apr = { type: 'cash_apr', percent: 27.99, balanceMinor: 10_00, interestMinor: 25 };
  const card = { kind: 'card', aprs: [apr], statementMinor: 260_00, statementOn: '2026-02-28' } as const;
  const cards = [{ ...due, ...card }, null].map((terms) => ({ account: account({}), terms, bank }));
  const paid = {
    ...{ nextPayment: amount(35_00, '35.00'), dueOn: '2026-04-05', isOverdue: false },
    ...{ lastPayment: amount(40_00, '40.00'), lastPaymentOn: '2026-03-05' },
  };
  const unpaid = {
    ...{ nextPayment: null, dueOn: null, isOverdue: null, lastPayment: null, lastPaymentOn: null },
  };
  const amounts = createAmounts(false);
  expect(cardFacts({ cards } as unknown as KnownCredit, amounts)).toMatchObject([
    {
      aprs: [
        { type: 'cash_apr', percent: 27.99, balance: amount(10_00, '10.00'), interest: amount(25, '0.25') },
      ],
      ...{ statementBalance: amount(260_00, '260.00'), statementOn: '2026-02-28' },
      ...paid,
    },
    { aprs: [], statementBalance: null, statementOn: null, ...unpaid },
  ]);
  const fixed = { ratePercent: 5.375, rateType: 'fixed', maturesOn: '2049-07-01', status: 'repayment' };
  const loans = [{ ...due, ...fixed, kind: 'mortgage' }, null].map((terms) => {
    return { account: account({}), terms, bank };
  });
  expect(loanFacts({ loans } as unknown as KnownCredit, amounts)).toMatchObject([
    { kind: 'mortgage', ...fixed, ...paid },
    { kind: null, ratePercent: null, rateType: null, maturesOn: null, status: null, ...unpaid },
  ]);
});
