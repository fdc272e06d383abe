/** Opening an Item for its bank's data: where the troubles of Items and banks come in. */
import { setTimeout as pause } from 'node:timers/promises';
import { booksOf } from './books.ts';
import type { Call } from './endpoint.ts';
import { behaviourOf, type Item } from './item.ts';
import { historyStageOf, productErrorOf } from './item-error.ts';
import { PlaidFault } from './plaid-error.ts';
import type { PlaidSide } from './plaid-side.ts';
import { delayIn } from './production.ts';
import type { Ledger } from './world/ledger.ts';

export interface OpenedItem {
  readonly item: Item;
  readonly ledger: Ledger;
}

/** The Item of a token and its books of today; waits as long as its bank does. Throws what Plaid would answer. */
export async function openForProduct(accessToken: string, { plaid, path }: Call): Promise<OpenedItem> {
  const item = plaid.items.open(accessToken);
  const delayMs = behaviourOf(item).delayMs?.[path] ?? usualDelay(plaid, item, path);
  if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
  const code = productErrorOf(item, plaid.now());
  if (code !== null) throw new PlaidFault(code);
  return { item, ledger: booksOf(plaid, item) };
}

function usualDelay({ production, now }: PlaidSide, item: Item, path: string): number {
  if (production === null) return 0;
  const isPreparing = historyStageOf(item, now()) !== 'all';
  const delayMs = delayIn(production, path, { ...item, isPreparing });
  if (path === '/accounts/balance/get') item.balances++;
  if (path === '/liabilities/get') item.hasLiabilities = true;
  return delayMs;
}
