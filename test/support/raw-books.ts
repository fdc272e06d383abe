/**
 * A person's accounts and transactions as the emulator has them, and what they count as, without the app's code.
 * Amounts are BigInts of hundred-millionths, which is exact in every currency.
 */

import type { Emulator } from '../../src/emulator/emulator.ts';
import type { OfBook } from './naive-book.ts';
import { probablePairs } from './probable-pairs.ts';

export interface RawAccount {
  readonly account_id: string;
  readonly name: string;
  readonly type: string;
  readonly balances: Readonly<Record<'current' | 'available' | 'limit', number | null>> & RawCurrency;
}

export interface RawRow extends RawCurrency {
  readonly transaction_id: string;
  readonly pending_transaction_id: string | null;
  readonly account_id: string;
  readonly amount: number;
  readonly date: string;
  readonly name: string;
  readonly merchant_name: string | null;
  readonly merchant_entity_id: string | null;
  readonly original_description: string;
  readonly pending: boolean;
  readonly personal_finance_category: { readonly primary: string; readonly detailed: string } | null;
  /** What a person's book says of it, where it says anything; Plaid tells no such thing. */
  readonly ofBook?: OfBook;
}

interface RawCurrency {
  readonly iso_currency_code: string | null;
  readonly unofficial_currency_code: string | null;
}

export interface Books {
  readonly accounts: readonly RawAccount[];
  /** Each purchase once. */
  readonly rows: readonly RawRow[];
  /** Pending rows that are probably the same as a posted one: they are listed, and count nowhere. */
  readonly uncounted: readonly RawRow[];
  /** Categories in words of the person's own, also those that no row is in. */
  readonly ownCategories?: readonly string[];
}

/** The books of all Items of an emulator. */
export async function booksOf({ baseUrl, control }: Emulator): Promise<Books> {
  const items = control.items();
  const answers = await Promise.all(
    items.map(async ({ accessToken }) => {
      const response = await fetch(`${baseUrl}/accounts/get`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'plaid-client-id': 'test-client',
          'plaid-secret': 'test-secret',
        },
        body: JSON.stringify({ access_token: accessToken }),
      });
      return (await response.json()) as { accounts: RawAccount[] };
    }),
  );
  const ofItems = items.map(({ id }) => {
    const told = control.rawTransactions(id) as RawRow[];
    const posted = new Set(told.map((row) => row.pending_transaction_id));
    const rows = told.filter((row) => !(row.pending && posted.has(row.transaction_id)));
    const pairs = probablePairs(rows);
    const isUncounted = (row: RawRow) => pairs.has(row.transaction_id);
    return { rows: rows.filter((row) => !isUncounted(row)), uncounted: rows.filter(isUncounted) };
  });
  return {
    accounts: answers.flatMap(({ accounts }) => accounts),
    rows: ofItems.flatMap(({ rows }) => rows),
    uncounted: ofItems.flatMap(({ uncounted }) => uncounted),
  };
}

export function currencyOf({ iso_currency_code, unofficial_currency_code }: RawCurrency): string {
  return iso_currency_code ?? unofficial_currency_code ?? '';
}

/** The smallest amount of a currency in hundred-millionths. */
export function unitOf(currency: string): bigint {
  return { JPY: 100_000_000n, KWD: 100_000n, LUMI: 1n }[currency] ?? 1_000_000n;
}

/** An amount of Plaid's in hundred-millionths, rounded to the decimals of its currency, a half away from zero. */
export function exact(amount: number, currency: string): bigint {
  const unit = unitOf(currency);
  const size = BigInt(Math.abs(amount).toFixed(8).replace('.', ''));
  const rounded = ((size + unit / 2n) / unit) * unit;
  return amount < 0 ? -rounded : rounded;
}

/** A row's amount, negative for money out. */
export function movement(row: RawRow): bigint {
  return -exact(row.amount, currencyOf(row));
}

/** What an account adds to net worth; an available amount without a balance counts on depository accounts. */
export function worth({ type, balances }: RawAccount): bigint | null {
  if (balances.current === null) {
    const { available } = balances;
    return type === 'depository' && available !== null ? exact(available, currencyOf(balances)) : null;
  }
  const value = exact(balances.current, currencyOf(balances));
  return type === 'credit' || type === 'loan' ? -value : value;
}

/** The category that a row is summed in: the person's own words, or Plaid's primary one. */
export function categoryOf(row: RawRow): string {
  return row.ofBook?.ownCategory ?? plaidCategoryOf(row);
}

/** The detailed category that a row is found by. */
export function detailedOf(row: RawRow): string | undefined {
  return row.ofBook?.ownCategory ?? row.personal_finance_category?.detailed;
}

function plaidCategoryOf({ personal_finance_category }: RawRow): string {
  return personal_finance_category?.primary ?? 'OTHER';
}

/** The table above src/finance/flow.ts, line by line: account, category, money in, money out; the first that fits. */
const RULES: readonly (readonly [account: RegExp, category: RegExp, moneyIn: string, moneyOut: string])[] = [
  [/^credit$/, /^TRANSFER_(IN|OUT) /, 'payment', 'transfer'],
  [/./, /^TRANSFER_(IN|OUT) /, 'transfer', 'transfer'],
  [/./, / LOAN_PAYMENTS_CREDIT_CARD_PAYMENT$/, 'payment', 'payment'],
  [/^loan$/, /./, 'payment', 'borrowing'],
  [/^(investment|brokerage)$/, /^BANK_FEES /, 'spending', 'spending'],
  [/^(investment|brokerage)$/, /./, 'transfer', 'transfer'],
  [/^credit$/, /^LOAN_PAYMENTS /, 'payment', 'spending'],
  [/^credit$/, /^LOAN_DISBURSEMENTS /, 'payment', 'borrowing'],
  [/^credit$/, /^OTHER /, 'payment', 'spending'],
  [/^credit$/, /./, 'spending', 'spending'],
  [/./, /^LOAN_DISBURSEMENTS /, 'borrowing', 'borrowing'],
  [/./, /^INCOME /, 'income', 'income'],
  [/./, /^OTHER /, 'income', 'spending'],
  [/./, /./, 'spending', 'spending'],
];

/** What a row counts as: income, spending or one of those that count as neither. */
export function kindOf(row: RawRow, accounts: readonly RawAccount[]): string {
  if (row.ofBook?.counts) return row.ofBook.counts;
  const type = accounts.find(({ account_id }) => account_id === row.account_id)?.type ?? 'depository';
  const category = `${plaidCategoryOf(row)} ${row.personal_finance_category?.detailed ?? 'OTHER'}`;
  const rule = RULES.find(([account, named]) => account.test(type) && named.test(category));
  return rule?.[movement(row) > 0n ? 2 : 3] ?? '';
}
