/** Every endpoint of the emulated Plaid. */
import type { Endpoint } from './endpoint.ts';
import { accountsBalanceGet, accountsGet } from './endpoints/accounts.ts';
import { categoriesGet } from './endpoints/categories.ts';
import { institutionsGet, institutionsGetById, institutionsSearch } from './endpoints/institutions.ts';
import {
  itemAccessTokenInvalidate,
  itemGet,
  itemImport,
  itemRemove,
  itemWebhookUpdate,
} from './endpoints/item.ts';
import { liabilitiesGet } from './endpoints/liabilities.ts';
import { linkTokenCreate, linkTokenGet } from './endpoints/link-token.ts';
import { publicTokenExchange } from './endpoints/public-token.ts';
import {
  sandboxItemFireWebhook,
  sandboxItemResetLogin,
  sandboxPublicTokenCreate,
} from './endpoints/sandbox.ts';
import { transactionsGet } from './endpoints/transactions-get.ts';
import { transactionsRefresh } from './endpoints/transactions-refresh.ts';
import { transactionsSync } from './endpoints/transactions-sync.ts';
import { userCreate, userGet, userRemove } from './endpoints/user.ts';
import { userItemsGet, userItemsRemove } from './endpoints/user-items.ts';
import { webhookVerificationKeyGet } from './endpoints/webhook-verification-key.ts';

export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/link/token/create': linkTokenCreate,
  '/link/token/get': linkTokenGet,
  '/item/public_token/exchange': publicTokenExchange,
  '/item/get': itemGet,
  '/item/import': itemImport,
  '/item/remove': itemRemove,
  '/item/webhook/update': itemWebhookUpdate,
  '/item/access_token/invalidate': itemAccessTokenInvalidate,
  '/accounts/get': accountsGet,
  '/accounts/balance/get': accountsBalanceGet,
  '/transactions/get': transactionsGet,
  '/transactions/refresh': transactionsRefresh,
  '/transactions/sync': transactionsSync,
  '/liabilities/get': liabilitiesGet,
  '/institutions/get': institutionsGet,
  '/institutions/get_by_id': institutionsGetById,
  '/institutions/search': institutionsSearch,
  '/categories/get': categoriesGet,
  '/user/create': userCreate,
  '/user/get': userGet,
  '/user/remove': userRemove,
  '/user/items/get': userItemsGet,
  '/user/items/remove': userItemsRemove,
  '/webhook_verification_key/get': webhookVerificationKeyGet,
  '/sandbox/public_token/create': sandboxPublicTokenCreate,
  '/sandbox/item/reset_login': sandboxItemResetLogin,
  '/sandbox/item/fire_webhook': sandboxItemFireWebhook,
};
