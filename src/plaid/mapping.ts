/** Maps Plaid's accounts, transactions and Items to our model; signs are turned here and nowhere else. */

import type {
  AccountBase,
  AccountsGetResponse,
  ItemGetResponse,
  AccountType as PlaidAccountType,
  PlaidError as PlaidItemError,
  Transaction as PlaidTransaction,
} from 'plaid';
import { isTooLarge, toMinorUnits } from '../finance/currency.ts';
import { capitalise } from '../finance/format.ts';
import type { Account, AccountType, Day, Transaction } from '../finance/model.ts';
import { toAccountMarks } from './account-overlap.ts';
import { plaidErrorOf } from './error-mapping.ts';
import type { PlaidError } from './errors.ts';
import type { ItemStatus, SharedAccounts } from './gateway.ts';

const ACCOUNT_TYPES: Readonly<Record<string, AccountType>> = {
  depository: 'depository',
  credit: 'credit',
  loan: 'loan',
  investment: 'investment',
  brokerage: 'investment',
} satisfies Partial<Record<PlaidAccountType, AccountType>>;

/** An account. At Plaid a positive `current` of a credit or loan account is what is owed; here that is negative. */
export function toAccount(account: AccountBase): Account {
  const { balances } = account;
  const currency = currencyOf(balances);
  const type = typeOf(account);
  const isDebt = type === 'credit' || type === 'loan';
  const balanceAt = dateOrNull(balances.last_updated_datetime);
  return {
    id: account.account_id,
    name: nameOf(account),
    officialName: account.official_name ?? null,
    mask: account.mask ?? null,
    type,
    subtype: account.subtype ?? null,
    currency,
    balanceMinor: minorOrNull(isDebt ? negated(balances.current) : balances.current, currency),
    availableMinor: minorOrNull(balances.available, currency),
    limitMinor: minorOrNull(balances.limit, currency),
    ...(balanceAt ? { balanceAt } : {}),
  };
}

/** A transaction. At Plaid a positive amount leaves the account; here money in is positive. */
export function toTransaction(transaction: PlaidTransaction): Transaction {
  const currency = currencyOf(transaction);
  const { merchant_name, name, original_description, personal_finance_category: category } = transaction;
  return {
    id: transaction.transaction_id,
    accountId: transaction.account_id,
    date: toDay(transaction.date),
    amountMinor: toMinorUnits(-transaction.amount, currency),
    currency,
    name: firstText(merchant_name, name, original_description) ?? 'Unnamed',
    originalName: firstText(original_description, name) ?? '',
    merchantId: transaction.merchant_entity_id ?? null,
    category: category?.primary ?? 'OTHER',
    detailedCategory: category?.detailed ?? category?.primary ?? 'OTHER',
    isPending: transaction.pending,
    pendingId: transaction.pending_transaction_id ?? null,
  };
}

/** The first text in which there is something to see. Plaid requires a name, and banks leave it empty all the same. */
function firstText(...texts: readonly (string | null | undefined)[]): string | undefined {
  return texts.find((text) => /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/u.test(text ?? '')) ?? undefined;
}

function typeOf({ type }: Pick<AccountBase, 'type'>): AccountType {
  return ACCOUNT_TYPES[type] ?? 'other';
}

/** One without a name is called by its kind; its mask is shown beside it, as it is with every name. */
function nameOf(account: AccountBase): string {
  const { name, official_name, subtype } = account;
  return firstText(name, official_name) ?? capitalise(firstText(subtype) ?? KINDS[typeOf(account)]);
}

const KINDS: Readonly<Record<AccountType, string>> = {
  depository: 'bank account',
  credit: 'credit card',
  loan: 'loan',
  investment: 'investment',
  other: 'account',
};

/** Days are reckoned with from here on, so what is not one makes the whole answer unreadable. */
function toDay(text: string): Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw new RangeError('not a day');
  return text;
}

/** How an Item is; /item/get answers for a broken one as well. */
export function toItemStatus({ item, status }: ItemGetResponse): ItemStatus {
  return {
    institutionName: item.institution_name ?? null,
    lastUpdatedAt: dateOrNull(status?.transactions?.last_successful_update),
    error: itemErrorOf(item),
    consentExpiresAt: dateOrNull(item.consent_expiration_time),
  };
}

/** What an Item shares, and how it is: /accounts/get has that too. */
export function toSharedAccounts({ accounts, item }: AccountsGetResponse): SharedAccounts {
  return {
    accounts: accounts.map((account) => ({
      ...toAccountMarks(account),
      name: nameOf(account),
      mask: account.mask ?? null,
    })),
    error: itemErrorOf(item),
    consentExpiresAt: dateOrNull(item?.consent_expiration_time),
  };
}

/** What is wrong with an Item, which answers of success tell as well. */
export function itemErrorOf(item: { error?: PlaidItemError | null } | undefined): PlaidError | null {
  return item?.error ? plaidErrorOf(item.error, item.error.status ?? 400) : null;
}

function dateOrNull(text: string | null | undefined): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

interface CurrencyCodes {
  readonly iso_currency_code?: string | null;
  readonly unofficial_currency_code?: string | null;
}

/** Exactly one of the two is set; XXX is ISO 4217 for "no currency". */
function currencyOf({ iso_currency_code, unofficial_currency_code }: CurrencyCodes): string {
  return iso_currency_code ?? unofficial_currency_code ?? 'XXX';
}

function negated(amount: number | null | undefined): number | null | undefined {
  return amount == null ? amount : -amount;
}

/** In minor units; null where the bank gives no amount, or one that is too large, which makes no other account unreadable. */
export function minorOrNull(amount: number | null | undefined, currency: string): number | null {
  return amount == null || isTooLarge(amount, currency) ? null : toMinorUnits(amount, currency);
}
