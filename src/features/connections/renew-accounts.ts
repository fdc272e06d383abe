/**
 * What a bank's accounts are recognised by, learned from Plaid when the person is back from its page. The next request
 * puts it into the bank's cookie as it is by then: another tab may have extended or disconnected the bank while Plaid
 * was asked, and the answer that waited would bring the older cookie back.
 */

import type { Request, RequestHandler } from 'express';
import { packConnection } from '../../connections/connection.ts';
import type { AccountMarks } from '../../plaid/account-overlap.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import { takeFromSession } from '../../web/session.ts';
import { VaultFullError } from '../../web/vault.ts';
import { digestsOf } from './duplicates.ts';

/** Keeps what these accounts are recognised by for the next request, where that is news. */
export function learnAccounts(
  req: Request,
  { id, connection: { accountDigests = [] } }: LinkedBank,
  accounts: readonly AccountMarks[],
): void {
  const digests = digestsOf(accounts);
  if (digests.join() === accountDigests.join()) return;
  req.session.learnedAccounts = { ...req.session.learnedAccounts, [id]: digests };
}

/** Middleware: puts what the answers before have learned into the cookies of their banks. */
export const renewAccounts: RequestHandler = (req, _res, next) => {
  const learned = takeFromSession(req, 'learnedAccounts') ?? {};
  for (const bank of req.context.banks) {
    const digests = learned[bank.id];
    if (digests) renew(req, bank, digests);
  }
  next();
};

function renew({ vault }: Request, { id, connection }: LinkedBank, digests: readonly string[]): void {
  const change = (accountDigests: readonly string[]) =>
    vault.change(id, { content: packConnection({ ...connection, accountDigests }) });
  try {
    change(digests);
  } catch (error) {
    if (!(error instanceof VaultFullError)) throw error;
    // As many as before take no more room, and one in common is enough to recognise a login.
    change(digests.slice(0, connection.accountDigests?.length ?? 0));
  }
}
