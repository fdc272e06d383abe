/** How many calls may be made: as an Item's bank has it, and as Plaid has it in Production where that is on. */
import { forgetOldest } from './forget-oldest.ts';
import { behaviourOf, type Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';

interface Limit {
  /** Calls a minute for each Item. */
  readonly item?: number;
  /** Calls an hour for each Item. */
  readonly itemHour?: number;
  /** Calls a minute for the client. */
  readonly client: number;
  readonly code: string;
  /** The code where the client's limit is met, if it is another. */
  readonly clientCode?: string;
}

/** Production's numbers (https://plaid.com/docs/errors/rate-limit-exceeded/). */
const PRODUCTION: Readonly<Record<string, Limit>> = {
  '/accounts/balance/get': {
    item: 5,
    itemHour: 30,
    client: 1_200,
    code: 'BALANCE_LIMIT',
    clientCode: 'ACCOUNTS_BALANCE_GET_LIMIT',
  },
  '/accounts/get': { item: 15, client: 15_000, code: 'ACCOUNTS_LIMIT' },
  '/institutions/get': { client: 50, code: 'INSTITUTIONS_GET_LIMIT' },
  '/institutions/get_by_id': { client: 400, code: 'INSTITUTIONS_GET_BY_ID_LIMIT' },
  '/item/get': { item: 15, client: 5_000, code: 'ITEM_GET_LIMIT' },
  '/item/public_token/exchange': { client: 12_000, code: 'RATE_LIMIT' },
  '/item/remove': { item: 20, client: 2_000, code: 'RATE_LIMIT' },
  '/liabilities/get': { item: 15, client: 1_000, code: 'RATE_LIMIT' },
  '/link/token/create': { client: 20_000, code: 'RATE_LIMIT' },
  '/transactions/get': { item: 30, client: 20_000, code: 'TRANSACTIONS_LIMIT' },
  '/transactions/refresh': { item: 2, client: 100, code: 'TRANSACTIONS_REFRESH_LIMIT' },
  '/transactions/sync': { item: 50, client: 2_500, code: 'TRANSACTIONS_SYNC_LIMIT' },
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KEPT_COUNTS = 20_000;

export interface Limits {
  /** Lets a call pass, or throws what Plaid says to one too many. `item` is null for a call about none. */
  pass(item: Item | null, path: string): void;
  clear(): void;
}

/** No calls yet; `now` is the emulator's clock, and `isProduction` whether Plaid's own limits count. */
export function createLimits(now: () => Date, isProduction: () => boolean): Limits {
  const passed = new Map<string, number[]>();

  return {
    pass(item, path) {
      const limit = isProduction() ? PRODUCTION[path] : undefined;
      const code = PRODUCTION[path]?.code ?? 'RATE_LIMIT';
      if (item !== null) {
        const own = behaviourOf(item).perMinute?.[path] ?? limit?.item;
        count(`${item.id}${path}`, code, { minute: own, hour: limit?.itemHour });
      }
      count(path, limit?.clientCode ?? code, { minute: limit?.client });
    },
    clear: () => passed.clear(),
  };

  function count(
    key: string,
    code: string,
    allowed: { minute?: number | undefined; hour?: number | undefined },
  ) {
    if (allowed.minute === undefined && allowed.hour === undefined) return;
    const nowMs = now().getTime();
    const keptMs = allowed.hour === undefined ? MINUTE_MS : HOUR_MS;
    const recent = (passed.get(key) ?? []).filter((at) => at > nowMs - keptMs);
    const lastMinute = recent.filter((at) => at > nowMs - MINUTE_MS).length;
    if (lastMinute >= (allowed.minute ?? Infinity) || recent.length >= (allowed.hour ?? Infinity)) {
      throw new PlaidFault(code);
    }
    passed.delete(key);
    passed.set(key, [...recent, nowMs]);
    forgetOldest(passed, KEPT_COUNTS);
  }
}
