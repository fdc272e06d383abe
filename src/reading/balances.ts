/** Which balances to show: the bank's live ones when they come, Plaid's cached ones until then and instead. */

import type { Book } from '../finance/book/lines.ts';
import { OWN_BANK, ownAccounts } from '../finance/book/own-accounts.ts';
import type { Account, Balances } from '../finance/model.ts';
import type { PlaidError } from '../plaid/errors.ts';
import type { BankReading } from './reading.ts';

/** What is known of one bank's balances. */
export interface BankBalances {
  readonly id: string;
  readonly name: string;
  /** Null where neither live nor cached balances could be had. */
  readonly balances: Balances | null;
  /** Of cached balances: when Plaid took them from the bank, where it says so. */
  readonly asOf: Date | null;
  /** Why live balances are missing, or cached ones where only those were asked for. */
  readonly error: PlaidError | null;
  /** Whether the bank itself was asked. */
  readonly wasAsked: boolean;
}

/** The accounts whose balances are known. */
export function accountsOf(banks: readonly BankBalances[]): Account[] {
  return banks.flatMap(({ balances }) => balances?.accounts ?? []);
}

/** The same banks, and after them the figures of the person's own, as one more where there are any. */
export function balancesWithOwn(banks: readonly BankBalances[], book: Book): BankBalances[] {
  const accounts = ownAccounts(book);
  if (accounts.length === 0) return [...banks];
  const balances: Balances = { accounts, source: 'cached' };
  return [...banks, { ...OWN_BANK, balances, asOf: null, error: null, wasAsked: false }];
}

/** The balances of every bank once each has answered, or failed to. */
export function finalBalances(banks: readonly BankReading[]): Promise<BankBalances[]> {
  return Promise.all(banks.map(finalBalancesOf));
}

/**
 * What is known as soon as every bank has at least cached ones to show, for the time until the slowest has answered;
 * null when all of them have answered by then.
 */
export async function earlyBalances(banks: readonly BankReading[]): Promise<BankBalances[] | null> {
  let answered = 0;
  for (const { live } of banks) Promise.resolve(live).then(() => answered++);
  const early = await Promise.all(banks.map(earlyBalancesOf));
  return answered === banks.length ? null : early;
}

async function finalBalancesOf(bank: BankReading): Promise<BankBalances> {
  const { id, name } = bank;
  const live = await bank.live;
  if (live?.ok) return { id, name, balances: live.value, asOf: null, error: null, wasAsked: true };
  const cached = await cachedBalancesOf(bank);
  return live ? { ...cached, error: live.error } : cached;
}

async function earlyBalancesOf(bank: BankReading): Promise<BankBalances> {
  const cached = await Promise.race([cachedBalancesOf(bank), Promise.resolve(bank.live).then(() => null)]);
  return cached?.balances ? cached : finalBalancesOf(bank);
}

async function cachedBalancesOf(bank: BankReading): Promise<BankBalances> {
  const { id, name } = bank;
  const [cached, status] = await Promise.all([bank.cached, bank.item]);
  const wasAsked = bank.live !== null;
  if (!cached.ok) return { id, name, balances: null, asOf: null, error: cached.error, wasAsked };
  const asOf = status.ok ? status.value.lastUpdatedAt : null;
  return { id, name, balances: cached.value, asOf, error: null, wasAsked };
}
