/**
 * What a bank's accounts are recognised by, learned from Plaid when the person is back from its page. A later answer, one
 * that does not wait, puts it into the bank's cookie as it is by then: another tab may have extended or disconnected the
 * bank while Plaid was asked, and an answer that waited would bring the older cookie back.
 */

import type { Request, RequestHandler } from 'express';
import { packConnection } from '../../connections/connection.ts';
import type { AccountMarks } from '../../plaid/account-overlap.ts';
import type { LinkedBank } from '../../reading/reading.ts';
import { setUnlessAwaited } from '../../web/cookies.ts';
import { VaultFullError } from '../../web/vault.ts';
import { digestsOf } from './duplicates.ts';

/** Keeps in the session what these accounts are recognised by, where that is news. */
export function learnAccounts(
  req: Request,
  { id, connection: { accountDigests = [] } }: LinkedBank,
  accounts: readonly AccountMarks[],
): void {
  const { learnedAccounts = {} } = req.session;
  const digests = digestsOf(accounts);
  if (digests.join() === (learnedAccounts[id] ?? accountDigests).join()) return;
  req.session.learnedAccounts = { ...learnedAccounts, [id]: digests };
}

/** Middleware: puts what answers before have learned into the cookies of their banks, and forgets what is there. */
export const renewAccounts: RequestHandler = (req, res, next) => {
  const { learnedAccounts } = req.session;
  if (!learnedAccounts) return next();
  const news = req.context.banks.flatMap((bank) => {
    const { accountDigests: known = [] } = bank.connection;
    const digests = learnedAccounts[bank.id] ?? known;
    return digests.join() === known.join() ? [] : [{ bank, digests }];
  });
  if (news.length < Object.keys(learnedAccounts).length) {
    const left = news.map(({ bank, digests }) => [bank.id, digests] as const);
    req.session.learnedAccounts = Object.fromEntries(left);
    if (left.length === 0) delete req.session.learnedAccounts;
    req.session.save();
  }
  setUnlessAwaited(res, () => {
    for (const { bank, digests } of news) renew(req, bank, digests);
  });
  next();
};

function renew({ vault }: Request, { id, connection }: LinkedBank, digests: readonly string[]): void {
  const change = (accountDigests: readonly string[]) =>
    vault.change(id, { content: packConnection({ ...connection, accountDigests }) });
  try {
    change(digests);
  } catch (error) {
    if (!(error instanceof VaultFullError)) throw error;
    // As many as before take no more room, and one in common is enough to recognise a login. The rest waits for room.
    const { accountDigests: known = [] } = connection;
    const fitting = digests.slice(0, known.length);
    if (fitting.join() !== known.join()) change(fitting);
  }
}
