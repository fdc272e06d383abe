/** What a client's account has in Production and not in the Sandbox: limits, slow answers, and what it may use. */
import type { Behaviour } from './behaviours.ts';
import { PlaidFault } from './plaid-error.ts';

/** An account to play; what is left out is as in Production with full access. */
export interface ProductionSetup {
  /** Whether calls are counted; they are when left out. */
  readonly limits?: boolean;
  /** How slow answers are: 1, when left out, is as slow as Plaid's; 0.001 makes seconds of them milliseconds. */
  readonly slowness?: number;
  /** How many Items may still be made, 10 in a new Trial plan. A removed one gives no place back. */
  readonly items?: number;
  /** The products that the account has; all when left out. */
  readonly products?: readonly string[];
  /** The countries that it has; all when left out. */
  readonly countries?: readonly string[];
}

export interface Production {
  readonly hasLimits: boolean;
  readonly slowness: number;
  itemsLeft: number;
  readonly products: readonly string[] | null;
  readonly countries: readonly string[] | null;
}

/** The account of a setup. */
export function createProduction(setup: ProductionSetup): Production {
  const { limits = true, slowness = 1, items = Number.POSITIVE_INFINITY, products, countries } = setup;
  return {
    hasLimits: limits,
    slowness,
    itemsLeft: items,
    products: products ?? null,
    countries: countries ?? null,
  };
}

/** Uses up one of the plan's Items. Throws TRIAL_CONNECTION_LIMIT when none is left. */
export function takeTrialItem(production: Production | null): void {
  if (production === null) return;
  if (production.itemsLeft <= 0) throw new PlaidFault('TRIAL_CONNECTION_LIMIT');
  production.itemsLeft--;
}

/** The last month is there after ten seconds, all after a minute (https://plaid.com/docs/transactions/webhooks/). */
export function historyIn({ slowness }: Production): Behaviour['history'] {
  return { recentAfterMs: 10_000 * slowness, allAfterMs: 60_000 * slowness };
}

/**
 * How long the bank takes for a live balance, one call after the other: 3 seconds for half of them, 11 at the 95th
 * percentile, and now and then more than 30 (https://plaid.com/docs/balance/).
 */
const BALANCE_SECONDS = [3, 2, 4, 3, 3, 5, 2, 11, 4, 3, 3, 2, 4, 6, 3, 2, 3, 5, 32, 3];
/**
 * A product that was not asked for at linking is fetched by its first call, and that takes long while Transactions is
 * being prepared (https://plaid.com/docs/link/initializing-products/).
 */
const FIRST_LIABILITIES_SECONDS = 12;
const FIRST_LIABILITIES_SECONDS_WHILE_PREPARING = 25;

/** How long an answer takes. `balances` were asked for before; `isFirst` is said of liabilities. */
export function delayIn({ slowness }: Production, path: string, asked: Asked): number {
  const seconds = {
    '/accounts/balance/get': balanceSeconds(asked),
    '/liabilities/get': liabilitySeconds(asked),
  }[path];
  return (seconds ?? 0) * 1000 * slowness;
}

interface Asked {
  /** How many live balances were asked for before. */
  readonly balances: number;
  /** Whether liabilities were asked for before. */
  readonly hasLiabilities: boolean;
  /** Whether Transactions is being prepared. */
  readonly isPreparing: boolean;
}

function balanceSeconds({ balances }: Asked): number {
  return BALANCE_SECONDS[balances % BALANCE_SECONDS.length] ?? 0;
}

function liabilitySeconds({ hasLiabilities, isPreparing }: Asked): number {
  if (hasLiabilities) return 1;
  return isPreparing ? FIRST_LIABILITIES_SECONDS_WHILE_PREPARING : FIRST_LIABILITIES_SECONDS;
}
