/** Loans and lines of credit that are neither mortgages nor student loans: newer lists in Plaid's answer (plaid-node 47). */

import { afterAll, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import { giveBank } from '../../support/give-bank.ts';
import { rowsOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const LENDER = 'ins_900004';
const now = () => new Date('2026-03-10T12:00:00Z');
const app = await startProxiedApp({ now });
app.proxy.change = (path, text) => (path === '/liabilities/get' ? withNewerLists(text) : text);
const client = app.newClient();
giveBank(app, client, { institutionId: LENDER });
afterAll(() => app.close());

/** The same two accounts, of which one is a loan for a car and the other a line of credit. */
function withNewerLists(text: string): string {
  const answer = JSON.parse(text);
  const { mortgage, student } = answer.liabilities;
  const paid = { last_payment_amount: 120, last_payment_date: '2026-02-05' };
  const loan = {
    ...{ account_id: mortgage[0].account_id, account_number: '4481', principal_balance: 18_204.11, ...paid },
    ...{ interest_rate: { percentage: 6.1, type: 'fixed' }, next_payment_amount: 312.88 },
    ...{ next_payment_due_date: '2026-04-05', maturity_date: '2029-03-05', payoff_amount: 18_310 },
  };
  const line = {
    ...{ account_id: student[0].account_id, interest_rate: { percentage: 9.5, type: 'variable' }, ...paid },
    ...{ credit_limit: 20_000, available_credit: 12_000, principal_balance: 8_000, finance_charges: 61.2 },
    ...{ minimum_payment_amount: 40, next_payment_amount: 150, next_payment_due_date: '2026-03-15' },
    ...{ past_due_amount: 12.5, draw_period_end_date: '2031-01-01', aprs: [] },
  };
  const none = { credit: null, mortgage: null, student: null };
  return JSON.stringify({ ...answer, liabilities: { ...none, loan: [loan], line_of_credit: [line] } });
}

it('they are on the credit page with their rate, payment, day and end', async () => {
  const answer = await client.get('/credit', { 'accept-language': 'en-US' });
  expect(answer.page('.attention')).toHaveLength(0);
  const rows = rowsOf(answer, '#loans');
  expect(rows.map(([, , ...rest]) => rest)).toEqual([
    ['6.1% fixed', '$312.88', 'Apr 5, 2026', 'Mar 5, 2029'],
    ['9.5% variable', '$40.00', 'Mar 15, 2026 A payment is overdue', 'not reported'],
  ]);
  expect(rows[0]?.[0]).toMatch(/· Loan$/);
  expect(rows[1]?.[0]).toMatch(/· Line of credit$/);
});

it('they are in the API, as described', async () => {
  const { loans } = described<{ loans: object[] }>(await client.get('/api/credit'), '/api/credit');
  expect(loans).toMatchObject([
    { kind: 'loan', ratePercent: 6.1, dueOn: '2026-04-05', isOverdue: null, maturesOn: '2029-03-05' },
    { kind: 'line-of-credit', ratePercent: 9.5, dueOn: '2026-03-15', isOverdue: true, maturesOn: null },
  ]);
});
