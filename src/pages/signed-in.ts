/** Who is signed in at this browser. */

import type { Request } from 'express';
import { readUserId } from '../http/user-cookie.ts';
import type { Services } from '../services.ts';
import type { User } from '../stores/users.ts';

/** The user; null for nobody, or for one who has been deleted. Rejects when the database does not answer. */
export async function signedInUser(req: Request, services: Services): Promise<User | null> {
  const id = readUserId(req, services);
  return id !== null && services.accounts ? services.accounts.users.find(id) : null;
}

/** The same for pages that go on without the database: `isKnown` is false when it does not answer. */
export async function ownRow(
  req: Request,
  services: Services,
): Promise<{ user: User | null; isKnown: boolean }> {
  try {
    return { user: await signedInUser(req, services), isKnown: true };
  } catch {
    // The store has logged it.
    return { user: null, isKnown: false };
  }
}
