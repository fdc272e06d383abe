/** The bodies of the webhooks about an Item, by code (https://plaid.com/docs/api/items/#webhooks). */
import { booksOf } from '../books.ts';
import { visibleEntries } from '../history.ts';
import { newRequestId } from '../ids.ts';
import type { Item } from '../item.ts';
import { consentEndOf, historyStageOf, lastingErrorOf } from '../item-error.ts';
import { PlaidFault } from '../plaid-error.ts';
import type { PlaidSide } from '../plaid-side.ts';
import { accountIdOf, chosenAccounts } from '../wire-account.ts';

interface About {
  readonly plaid: PlaidSide;
  readonly item: Item;
}

interface Hook {
  readonly type: 'ITEM' | 'TRANSACTIONS';
  fields(about: About): object;
}

const WEEK_MS = 7 * 86_400_000;
const RECENT_DAYS = 30;

const HOOKS: Readonly<Record<string, Hook>> = {
  INITIAL_UPDATE: {
    type: 'TRANSACTIONS',
    fields: (about) => ({ error: null, new_transactions: rowsOf(about, RECENT_DAYS) }),
  },
  HISTORICAL_UPDATE: {
    type: 'TRANSACTIONS',
    fields: (about) => ({ error: null, new_transactions: rowsOf(about) - rowsOf(about, RECENT_DAYS) }),
  },
  DEFAULT_UPDATE: {
    type: 'TRANSACTIONS',
    fields: (about) => ({ error: null, new_transactions: rowsOf(about, 0) }),
  },
  SYNC_UPDATES_AVAILABLE: {
    type: 'TRANSACTIONS',
    fields: (about) => ({ ...userOf(about), ...stagesOf(about) }),
  },
  ERROR: {
    type: 'ITEM',
    fields: (about) => ({ ...userOf(about), error: errorOf(currentCode(about)) }),
  },
  LOGIN_REPAIRED: { type: 'ITEM', fields: userOf },
  NEW_ACCOUNTS_AVAILABLE: { type: 'ITEM', fields: (about) => ({ ...userOf(about), error: null }) },
  PENDING_DISCONNECT: {
    type: 'ITEM',
    fields: (about) => ({
      ...userOf(about),
      disconnect_time: endOf(about),
      reason: 'INSTITUTION_TOKEN_EXPIRATION',
    }),
  },
  PENDING_EXPIRATION: {
    type: 'ITEM',
    fields: (about) => ({ ...userOf(about), consent_expiration_time: endOf(about) }),
  },
  USER_ACCOUNT_REVOKED: {
    type: 'ITEM',
    fields: (about) => ({ ...userOf(about), account_id: accountIdOf(about.item, 0) }),
  },
  USER_PERMISSION_REVOKED: {
    type: 'ITEM',
    fields: (about) => ({ ...userOf(about), error: errorOf('USER_PERMISSION_REVOKED') }),
  },
  WEBHOOK_UPDATE_ACKNOWLEDGED: {
    type: 'ITEM',
    fields: ({ item }) => ({ error: null, new_webhook_url: item.webhook }),
  },
};

/** Whether there is a webhook of this code. */
export function isHookCode(code: string): boolean {
  return Object.hasOwn(HOOKS, code);
}

/** The body of a webhook about an Item as it is now; `known` are its own fields, worked out when left out. */
export function itemHook(code: string, about: About, known?: object): object {
  const hook = HOOKS[code];
  if (hook === undefined) throw new RangeError(`there is no webhook ${code}`);
  return {
    environment: 'sandbox',
    item_id: about.item.id,
    webhook_code: code,
    webhook_type: hook.type,
    ...(known ?? hook.fields(about)),
  };
}

function userOf({ item }: About): object {
  return item.userId === null ? {} : { user_id: item.userId };
}

/** Rows of the Item in its last days, or all of them. */
function rowsOf({ plaid, item }: About, days = Number.POSITIVE_INFINITY): number {
  const ledger = booksOf(plaid, item);
  const accounts = chosenAccounts(item, ledger, null);
  return visibleEntries(item, ledger, { accounts, from: ledger.today - days }).length;
}

function stagesOf({ plaid, item }: About): object {
  const stage = historyStageOf(item, plaid.now());
  return { historical_update_complete: stage === 'all', initial_update_complete: stage !== 'nothing' };
}

function currentCode({ plaid, item }: About): string {
  return lastingErrorOf(item, plaid.now()) ?? 'ITEM_LOGIN_REQUIRED';
}

/** In webhooks an error also tells the status it would be answered with. */
function errorOf(code: string): object {
  const fault = new PlaidFault(code);
  return { ...fault.body(newRequestId()), status: fault.status };
}

function endOf({ plaid, item }: About): string {
  return (consentEndOf(item) ?? new Date(plaid.now().getTime() + WEEK_MS)).toISOString();
}
