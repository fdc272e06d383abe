/** A card that is paid each month, for tests: its purchases, both rows of its payments, and what is foretold of them. */

import { forecast } from '../../../../src/features/ahead/forecast/forecast.ts';
import { safeToSpend } from '../../../../src/features/ahead/safe-to-spend.ts';
import { addDays, addMonths } from '../../../../src/finance/days.ts';
import type { Account, Transaction } from '../../../../src/finance/model.ts';
import { transaction } from '../../../finance/samples.ts';
import { booksWith, CARD, CHECKING, monthly, TODAY } from './sample.ts';

const PAYMENT = { category: 'LOAN_PAYMENTS', detailedCategory: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT' };
const pay = monthly(14, 28, { name: 'Employer', category: 'INCOME', amountMinor: 3_000_00 });

export const left = (amountMinor: number, facts: Partial<Transaction> = {}) =>
  transaction({ ...PAYMENT, name: 'Fern Card Autopay', date: TODAY, amountMinor: -amountMinor, ...facts });
export const came = (amountMinor: number, facts: Partial<Transaction> = {}) =>
  transaction({
    ...{ ...PAYMENT, name: 'Payment received', accountId: 'card', date: TODAY, amountMinor },
    ...facts,
  });
export const bought = (date: string, amountMinor: number, accountId = 'card') =>
  transaction({ accountId, date, amountMinor: -amountMinor, category: 'GENERAL_MERCHANDISE' });
/** Bought for this so many days before each of 14 payments, the last of which was on a day. */
export const paidEachMonth = (amountMinor: number, last: string, daysBefore: number, accountId = 'card') =>
  Array.from({ length: 14 }, (_, index) => addMonths(last, -index)).flatMap((date) => [
    bought(addDays(date, -daysBefore), amountMinor, accountId),
    left(amountMinor, { date }),
    came(amountMinor, { date, accountId }),
  ]);
export const checking = (balanceMinor: number): Account => ({ ...CHECKING, balanceMinor });
export const card = (balanceMinor: number): Account => ({ ...CARD, balanceMinor });

export function foretold(accounts: readonly Account[], rows: readonly Transaction[]) {
  const books = booksWith(accounts, [...pay, ...rows]);
  const ahead = forecast(books);
  const days = ahead.currencies[0]?.days ?? [];
  const [sum] = safeToSpend(books, ahead.plans);
  return {
    safeMinor: sum?.safeMinor,
    /** On the day before the pay of 28 November. */
    before: days.find(({ date }) => date === '2025-11-27'),
    /** After the pay, and the payment of what is bought for 400.00 on 16 November as in each month. */
    after: days.find(({ date }) => date === '2025-12-06'),
    dues: ahead.plans.cards.map(({ dues, nextMinor }) => [dues[0]?.day, nextMinor, dues[0]?.closesOn]),
  };
}
