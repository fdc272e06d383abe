/** How many calls a minute an Item may make: as its bank has it, and as Plaid has it in Production where that is on. */
import { forgetOldest } from './forget-oldest.ts';
import { behaviourOf, type Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';

/** Production's numbers for each Item (https://plaid.com/docs/errors/rate-limit-exceeded/). */
const PRODUCTION: Readonly<Record<string, number>> = {
  '/accounts/balance/get': 5,
  '/accounts/get': 15,
  '/item/get': 15,
  '/item/remove': 30,
  '/liabilities/get': 15,
  '/transactions/get': 30,
};

const CODES: Readonly<Record<string, string>> = {
  '/accounts/balance/get': 'BALANCE_LIMIT',
  '/accounts/get': 'ACCOUNTS_LIMIT',
  '/item/get': 'ITEM_GET_LIMIT',
  '/transactions/get': 'TRANSACTIONS_LIMIT',
};

const MINUTE_MS = 60_000;
const KEPT_COUNTS = 20_000;

export interface Limits {
  /** Whether Plaid's own limits count beside those of the banks. */
  isProduction: boolean;
  /** Lets a call pass, or throws what Plaid says to one too many. */
  pass(item: Item, path: string): void;
  clear(): void;
}

/** No calls yet; `now` is the emulator's clock. */
export function createLimits(now: () => Date): Limits {
  const passed = new Map<string, number[]>();

  return {
    isProduction: false,
    pass(item, path) {
      const limit = behaviourOf(item).perMinute?.[path] ?? (this.isProduction ? PRODUCTION[path] : undefined);
      if (limit === undefined) return;
      const key = item.id + path;
      const nowMs = now().getTime();
      const recent = (passed.get(key) ?? []).filter((at) => at > nowMs - MINUTE_MS);
      if (recent.length >= limit) throw new PlaidFault(CODES[path] ?? 'RATE_LIMIT');
      passed.delete(key);
      passed.set(key, [...recent, nowMs]);
      forgetOldest(passed, KEPT_COUNTS);
    },
    clear() {
      this.isProduction = false;
      passed.clear();
    },
  };
}
