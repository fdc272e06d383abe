/** Leaving: one bank, or all of them. The answer is the receipt itself, since we could not show it again. */

import type { Request, RequestHandler } from 'express';
import { HttpError } from '../http/errors.ts';
import { endSession } from '../http/session.ts';
import { clearUserId } from '../http/user-cookie.ts';
import type { Services } from '../services.ts';
import { type Frame, frameOf } from './frame.ts';
import { linkedBanksOf } from './linked-banks.ts';
import { formatFor } from './reader.ts';
import { type ReceiptLine, removeBanks } from './removal.ts';

export interface ReceiptPage extends Frame {
  readonly isComplete: boolean;
  readonly lines: readonly (Omit<ReceiptLine, 'at'> & { readonly at: string })[];
  /** Where a form tries once more. */
  readonly retry: string;
}

/** POST /banks/:id/disconnect */
export function disconnectBank(services: Services): RequestHandler {
  return async (req, res) => {
    const linkedBank = linkedBanksOf(req).find(({ id }) => id === req.params.id);
    if (!linkedBank) throw new HttpError(404);
    const { institutionName } = linkedBank.connection;
    const lines = await removeBanks(services, req, [linkedBank]);
    const isRemoved = lines.every((line) => line.isRemoved);
    const title = isRemoved ? `${institutionName} is disconnected` : `${institutionName} is still connected`;
    res.send(
      receipt(services, req, {
        title,
        lines,
        isComplete: isRemoved,
        retry: `/banks/${linkedBank.id}/disconnect`,
      }),
    );
  };
}

/** POST /logout: this very answer clears the browser. */
export function logOut(services: Services): RequestHandler {
  return async (req, res) => {
    const lines = await removeBanks(services, req, linkedBanksOf(req));
    // An expired cookie is still the only key to a bank that Plaid has not ended.
    const isComplete = lines.every(({ isRemoved }) => isRemoved) && req.vault.expired.length === 0;
    const title = isComplete ? 'You are logged out' : 'Not every bank is disconnected';
    const page = receipt(services, req, { title, lines, isComplete, retry: '/logout' });
    endSession(req, res, services.isSecure);
    clearUserId(res, services.isSecure);
    if (isComplete) res.set('Clear-Site-Data', '"cache", "cookies", "storage"');
    res.send(page);
  };
}

function receipt(
  services: Services,
  req: Request,
  {
    title,
    lines,
    isComplete,
    retry,
  }: { title: string; lines: readonly ReceiptLine[]; isComplete: boolean; retry: string },
): string {
  const format = formatFor(req, services.now());
  return services.views('pages/receipt', {
    ...frameOf(req, services, { title }),
    isComplete,
    lines: lines.map((line) => ({ ...line, at: format.time(line.at) })),
    retry,
  });
}
