/** Plaid's users. Each visit that links banks has one of its own, so that its Items can be ended without their keys. */

import type { Asking } from './asking.ts';
import type { Result } from './result.ts';

/** An Item as its user knows it. */
export interface UserItem {
  readonly itemId: string;
  /** Where Plaid tells of it at present. */
  readonly webhook: string | null;
}

export interface Users {
  /** The new user's id, or null where the operator's Plaid account has no users: linking then goes without. */
  createUser(clientUserId: string, asking?: Asking): Promise<Result<string | null>>;
  /** Whether there was a user to be had the last time; null before the first. */
  hasUsers(): boolean | null;
  /** Those that are left; none for a user that Plaid does not know. */
  userItems(userId: string, asking?: Asking): Promise<Result<readonly UserItem[]>>;
  /** Ends all of these Items, or none of them and fails. */
  removeUserItems(userId: string, itemIds: readonly string[], asking?: Asking): Promise<Result<void>>;
  /** Ends every Item of the user, and the user; one that is already gone is a success. */
  removeUser(userId: string, asking?: Asking): Promise<Result<void>>;
}
