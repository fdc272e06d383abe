/** Leaving: each Item is ended at Plaid first, and its cookie goes only when Plaid has said yes. */

import type { Request, RequestHandler } from 'express';
import { settle } from '../dashboard/outcome.ts';
import type { LinkedBank } from '../dashboard/reading.ts';
import { HttpError } from '../http/errors.ts';
import { endSession } from '../http/session.ts';
import type { Services } from '../services.ts';
import { askingToTheEnd } from './asking.ts';
import { frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { leaveWith } from './notices.ts';
import { formatFor } from './reader.ts';

/** What became of one bank. */
interface Removal {
  readonly name: string;
  readonly isRemoved: boolean;
  /** When Plaid answered. */
  readonly at: Date;
}

/** POST /banks/:id/disconnect */
export function disconnectBank(services: Services): RequestHandler {
  return async (req, res) => {
    const linkedBank = linkedBanksOf(req).find(({ id }) => id === req.params.id);
    if (!linkedBank) throw new HttpError(404);
    const { name, isRemoved } = await removeBank(services, req, linkedBank);
    leaveWith(
      req,
      res,
      '/dashboard',
      isRemoved
        ? `${name} is disconnected: Plaid has ended the connection, and its key is gone from this browser.`
        : `${name} is still connected, because Plaid did not confirm its end. Try again in a minute.`,
    );
  };
}

/** POST /logout: the answer is the receipt itself, so that this very answer can clear the browser. */
export function logOut(services: Services): RequestHandler {
  return async (req, res) => {
    const format = formatFor(req, services.now());
    const removals = await Promise.all(
      linkedBanksOf(req).map((linkedBank) => removeBank(services, req, linkedBank)),
    );
    const isComplete = removals.every(({ isRemoved }) => isRemoved);
    const frame = frameOf(req, services, { title: 'Logged out' });
    endSession(req, res, services.isSecure);
    if (isComplete) res.set('Clear-Site-Data', '"cache", "cookies", "storage"');
    res.send(
      services.views('pages/receipt', {
        ...frame,
        isLinked: !isComplete,
        isComplete,
        removals: removals.map((removal) => ({ ...removal, at: format.time(removal.at) })),
      }),
    );
  };
}

async function removeBank(
  { bank, log, now }: Services,
  req: Request,
  linkedBank: LinkedBank,
): Promise<Removal> {
  const { id, connection } = linkedBank;
  const outcome = await settle(bank.remove(connection.accessToken, askingToTheEnd(req, log)));
  if (outcome.ok) req.vault.remove(id);
  return { name: connection.institutionName, isRemoved: outcome.ok, at: now() };
}
