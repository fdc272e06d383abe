/** Telling the client about an Item. */
import { marked } from '../canary.ts';
import type { Item } from '../item.ts';
import type { PlaidSide } from '../plaid-side.ts';
import { itemHook } from './item-hooks.ts';

/** Sends the Item's webhook at once, where it has an address and is not removed; resolves after the first try. */
export async function tell(plaid: PlaidSide, item: Item, code: string, known?: object): Promise<void> {
  if (item.webhook === null || !plaid.items.isLive(item)) return;
  item.lastWebhook = { code, sentAt: plaid.now() };
  const hook = itemHook(code, { plaid, item }, known);
  await plaid.webhooks.send(item.webhook, { ...marked(hook, plaid.canary), webhook_code: code });
}

/** Sends it when that time has passed on the emulator's clock, to the address the Item has then. */
export function tellLater(plaid: PlaidSide, item: Item, code: string, afterMs = 0): void {
  plaid.schedule.at(new Date(plaid.now().getTime() + afterMs), () => tell(plaid, item, code));
}

/** As tell, for news of transactions: who has used sync is told of that as well. */
export async function tellOfRows(plaid: PlaidSide, item: Item, code: string, known?: object): Promise<void> {
  await tell(plaid, item, code, known);
  if (item.hasSynced) await tell(plaid, item, 'SYNC_UPDATES_AVAILABLE');
}
