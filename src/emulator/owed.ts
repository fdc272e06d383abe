/** What every kind of liability has in common: the last payment, and when the next is due. */
import type { Item } from './item.ts';
import { accountIdOf, toDecimal } from './wire-account.ts';
import { type DayNumber, dayFrom, formatDay, momentOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import type { Ledger, LedgerAccount } from './world/ledger.ts';

export interface Owed {
  readonly account: LedgerAccount;
  /** The account's position at its Item. */
  readonly position: number;
  /** What Plaid tells of every kind of liability. */
  readonly common: {
    readonly account_id: string;
    readonly last_payment_amount: number | null;
    readonly last_payment_date: string | null;
    readonly next_payment_due_date: string;
  };
}

/** What is owed on the account at this position; empty where there is none. */
export function owedOn(item: Item, ledger: Ledger, position: number): Owed[] {
  const account = ledger.accounts[position];
  if (account === undefined) return [];
  const paid = ledger.entries.find(isPaymentOn(position));
  const dueDate = account.subtype === 'student' ? 15 : 5;
  const common = {
    account_id: accountIdOf(item, position),
    last_payment_amount: paid ? toDecimal(-paid.amountMinor, account.decimals) : null,
    last_payment_date: paid ? formatDay(paid.day) : null,
    next_payment_due_date: formatDay(nextOn(ledger.today, dueDate)),
  };
  return [{ account, position, common }];
}

/** A payment comes from a bank; a refund, from a shop, is none. */
function isPaymentOn(position: number) {
  return ({ account, amountMinor, merchant }: Entry) =>
    account === position && amountMinor < 0 && merchant.party === 'financial_institution';
}

/** The next day with this date, today among them. */
function nextOn(today: DayNumber, date: number): DayNumber {
  const now = momentOf(today);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const thisMonth = dayFrom(year, month, date);
  return thisMonth >= today ? thisMonth : dayFrom(year, month + 1, date);
}
