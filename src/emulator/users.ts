/** Plaid's users: an Item belongs to one when its link token named them. */
import { forgetOldest } from './forget-oldest.ts';
import { newUserId } from './ids.ts';
import { PlaidFault } from './plaid-error.ts';

export interface User {
  readonly id: string;
  readonly clientUserId: string;
  readonly createdAt: Date;
}

export interface Users {
  /** The user of a client's own id: the same one each time. */
  create(clientUserId: string): User;
  /** Throws INVALID_USER_ID for what is no user id, USER_NOT_FOUND for one that nobody has. */
  open(userId: string): User;
  remove(user: User): void;
  list(): readonly User[];
  clear(): void;
}

const KEPT_USERS = 20_000;

/** No users yet; `now` is the emulator's clock. */
export function createUsers(now: () => Date): Users {
  const byClientId = new Map<string, User>();
  const byId = new Map<string, User>();

  return {
    create(clientUserId) {
      const known = byClientId.get(clientUserId);
      if (known !== undefined) return known;
      const user = { id: newUserId(), clientUserId, createdAt: now() };
      byClientId.set(clientUserId, user);
      byId.set(user.id, user);
      forgetOldest(byClientId, KEPT_USERS);
      forgetOldest(byId, KEPT_USERS);
      return user;
    },
    open(userId) {
      if (!/^usr_\w+$/.test(userId)) throw new PlaidFault('INVALID_USER_ID');
      const user = byId.get(userId);
      if (user === undefined) throw new PlaidFault('USER_NOT_FOUND');
      return user;
    },
    remove(user) {
      byClientId.delete(user.clientUserId);
      byId.delete(user.id);
    },
    list: () => [...byId.values()],
    clear() {
      byClientId.clear();
      byId.clear();
    },
  };
}
