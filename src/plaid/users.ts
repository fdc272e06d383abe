/** Plaid's users over its API. */

import type { PlaidApi } from 'plaid';
import { callPlaid } from './call.ts';
import type { PlaidErrorKind } from './errors.ts';
import type { PlaidCallOptions, PlaidUsers, UserItemsAndTime } from './gateway.ts';
import { type Result, unlessKind } from './result.ts';

/** How Plaid refuses users to an account that may not have them. */
const REFUSALS: readonly PlaidErrorKind[] = ['operator', 'unsupported'];

/** Plaid's users before December 2025 were another thing, with a token of their own. */
const NEW_USER_API = true;

/** Users over this SDK. */
export function createPlaidUsers(sdk: PlaidApi): PlaidUsers {
  let hasUsers: boolean | null = null;
  return {
    async createUser(clientUserId, callOptions) {
      const userId = await unlessKind<string | null>(
        REFUSALS,
        null,
        callPlaid({
          endpoint: '/user/create',
          callOptions,
          call: (call) =>
            sdk.userCreate({ client_user_id: clientUserId, with_upgraded_user: true }, NEW_USER_API, call),
          read: (answer) => answer.user_id || null,
        }),
      );
      if (userId.ok) hasUsers = userId.value !== null;
      return userId;
    },

    hasUsers: () => hasUsers,

    async userItems(userId, callOptions) {
      const known = await userItemsAndTime(userId, callOptions);
      return known.ok ? { ok: true, value: known.value.items } : known;
    },

    userItemsAndTime,

    removeUserItems: (userId, itemIds, callOptions) =>
      callPlaid({
        endpoint: '/user/items/remove',
        callOptions,
        call: (call) => sdk.userItemsRemove({ user_id: userId, item_ids: [...itemIds] }, call),
        read: () => undefined,
      }),

    removeUser: (userId, callOptions) =>
      unlessKind(
        ['gone'],
        undefined,
        callPlaid({
          endpoint: '/user/remove',
          callOptions,
          call: (call) => sdk.userRemove({ user_id: userId }, NEW_USER_API, call),
          read: () => undefined,
        }),
      ),
  };

  function userItemsAndTime(
    userId: string,
    callOptions?: PlaidCallOptions,
  ): Promise<Result<UserItemsAndTime>> {
    return unlessKind<UserItemsAndTime>(
      ['gone'],
      { items: [], plaidTime: null },
      callPlaid({
        endpoint: '/user/items/get',
        callOptions,
        mayRepeat: true,
        call: (call) => sdk.userItemsGet({ user_id: userId }, call),
        read: ({ items }, plaidTime) => ({
          items: items.map(({ item_id, webhook }) => ({ itemId: item_id, webhook: webhook ?? null })),
          plaidTime,
        }),
      }),
    );
  }
}
