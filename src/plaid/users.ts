/** Plaid's users over its API. */

import type { PlaidApi } from 'plaid';
import { callPlaid } from './call.ts';
import type { PlaidError } from './errors.ts';
import type { PlaidCallOptions, PlaidUsers, UserItemsAndTime } from './gateway.ts';
import { type Result, unlessKind } from './result.ts';

/** Only these are ids of users; those of before December 2025 are another thing (plaid.com/docs/errors/invalid-input, INVALID_USER_ID). */
const USER_ID = /^usr_/;
/** It says so of the keys themselves, and not of users. */
const KEY_CODES = ['INVALID_API_KEYS', 'UNAUTHORIZED_ENVIRONMENT'];
/** How a server says that it has no such call, or no users of that kind. */
const UNKNOWN_CODES = ['NOT_FOUND', 'UNKNOWN_FIELDS'];

/** Users over this SDK. */
export function createPlaidUsers(sdk: PlaidApi): PlaidUsers {
  let hasUsers: boolean | null = null;
  return {
    async createUser(clientUserId, callOptions) {
      const created = await callPlaid({
        endpoint: '/user/create',
        callOptions,
        call: (call) =>
          sdk.userCreate({ client_user_id: clientUserId, with_upgraded_user: true }, undefined, call),
        read: ({ user_id: userId }) => (userId && USER_ID.test(userId) ? userId : null),
      });
      if (!created.ok && !isWithoutUsers(created.error)) return created;
      const userId = created.ok ? created.value : null;
      hasUsers = userId !== null;
      return { ok: true, value: userId };
    },

    hasUsers: () => hasUsers,

    async userItems(userId, callOptions) {
      const known = await unlessGone(null, readItems(userId, callOptions));
      return known.ok ? { ok: true, value: known.value?.items ?? null } : known;
    },

    userItemsAndTime: (userId, callOptions) =>
      unlessGone({ items: [], plaidTime: null }, readItems(userId, callOptions)),

    removeUserItems: (userId, itemIds, callOptions) =>
      callPlaid({
        endpoint: '/user/items/remove',
        callOptions,
        call: (call) => sdk.userItemsRemove({ user_id: userId, item_ids: [...itemIds] }, call),
        read: () => undefined,
      }),

    removeUser: (userId, callOptions) =>
      unlessGone(
        undefined,
        callPlaid({
          endpoint: '/user/remove',
          callOptions,
          call: (call) => sdk.userRemove({ user_id: userId }, undefined, call),
          read: () => undefined,
        }),
      ),
  };

  function readItems(userId: string, callOptions?: PlaidCallOptions): Promise<Result<UserItemsAndTime>> {
    return callPlaid({
      endpoint: '/user/items/get',
      callOptions,
      mayRepeat: true,
      call: (call) => sdk.userItemsGet({ user_id: userId }, call),
      read: ({ items }, plaidTime) => ({
        items: items.map(({ item_id, webhook }) => ({ itemId: item_id, webhook: webhook ?? null })),
        plaidTime,
      }),
    });
  }
}

/** Whether Plaid refuses users to this account, and nothing else. */
function isWithoutUsers({ kind, code }: PlaidError): boolean {
  if (KEY_CODES.includes(code)) return false;
  return kind === 'operator' || kind === 'unsupported' || UNKNOWN_CODES.includes(code);
}

/**
 * What was asked for; `instead` where there is no such user any more (USER_NOT_FOUND). INVALID_USER_ID says only that the
 * id has not the form of one (plaid.com/docs/errors/invalid-input): whose Items it was to name may go on.
 */
function unlessGone<T, U>(instead: U, asked: Promise<Result<T>>): Promise<Result<T | U>> {
  return unlessKind<T | U>(['gone'], instead, asked);
}
