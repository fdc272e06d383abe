/** How old the shown balances are, in words. */

import { capitalise, type Format } from '../../finance/format.ts';
import type { BankBalances } from '../../reading/balances.ts';

const DAY_MS = 86_400_000;

/** One bank's: `live`, `as of 3 Nov 2025, 14:05 UTC`. */
export function freshnessOf({ balances, asOf }: BankBalances, format: Format): string {
  if (!balances) return 'not available';
  if (balances.source === 'live') return 'live';
  return asOf ? `as of ${format.time(asOf)}` : 'as Plaid last saw it';
}

/** All banks together: live only when every one of them is. */
export function freshness(banks: readonly BankBalances[], format: Format): string {
  const cached = banks.filter(({ balances }) => balances?.source === 'cached');
  if (cached.length === 0) return isAnyOlder(banks) ? 'Live, where the bank supports it' : 'Live balances';
  const oldest = cached.reduce((a, b) => ((a.asOf?.getTime() ?? 0) <= (b.asOf?.getTime() ?? 0) ? a : b));
  return cached.length === banks.filter(({ balances }) => balances).length
    ? capitalise(freshnessOf(oldest, format))
    : `Partly ${freshnessOf(oldest, format)}`;
}

function isAnyOlder(banks: readonly BankBalances[]): boolean {
  return banks.some(({ balances }) => balances?.accounts.some(({ balanceAt }) => balanceAt !== undefined));
}

/**
 * The same for a list of accounts: once above it, and beside a row only where that is a day older than the newest, or of
 * an unknown age. What stands above is true of all other rows.
 */
export function freshnessOfRows(banks: readonly BankBalances[], format: Format) {
  const newest = Math.max(...banks.map(({ asOf }) => asOf?.getTime() ?? 0));
  const isOld = ({ balances, asOf }: BankBalances) =>
    balances?.source === 'cached' && newest > 0 && (asOf?.getTime() ?? 0) < newest - DAY_MS;
  return {
    above: freshness(
      banks.filter((bank) => !isOld(bank)),
      format,
    ),
    beside: (bank: BankBalances) => (isOld(bank) ? freshnessOf(bank, format) : null),
  };
}
