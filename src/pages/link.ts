/** Linking: to Plaid's hosted Link page, and what to do on the way back. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Asking, Bank, LinkResult } from '../bank/bank.ts';
import { settle } from '../dashboard/outcome.ts';
import type { Services } from '../services.ts';
import { askingToTheEnd } from './asking.ts';
import { frameOf } from './frame.ts';
import { keepNewItems } from './keep-new-items.ts';
import { lifetimeOf } from './lifetime.ts';
import { leaveWith } from './notices.ts';

/** Plaid's result can lag behind the browser that brings the person back. */
const RESULT_LAG_MS = 4000;
const POLL_EVERY_MS = 400;
const REFRESH_SECONDS = 5;

/** POST /link: sends the person to Plaid, and remembers in their own browser what was begun. */
export function startLink({ bank, config, ownOrigin, log }: Services): RequestHandler {
  return async (req, res) => {
    const visit = await settle(
      bank.startLink(
        {
          returnUrl: `${ownOrigin(req.headers.host)}/link/return`,
          // Says nothing about the person, and is never used again.
          clientUserId: randomUUID(),
        },
        askingToTheEnd(req, log),
      ),
    );
    if (!visit.ok) {
      return leaveWith(
        req,
        res,
        '/',
        'Plaid could not be reached just now, so nothing was linked. Try again.',
      );
    }
    const lifetime = lifetimeOf(req.body?.lifetime, config.maxSessionDays);
    req.session.pendingLink = { linkToken: visit.value.linkToken, lifetime: lifetime.id };
    res.redirect(303, visit.value.url);
  };
}

/** GET /link/return: the way back, which is the same whether the person finished or gave up. */
export function finishLink(services: Services): RequestHandler {
  return async (req, res) => {
    const pending = req.session.pendingLink;
    if (!pending) {
      return leaveWith(req, res, '/dashboard', 'There was no linking to finish in this browser.');
    }
    const asking = askingToTheEnd(req, services.log);
    const result = await settle(readResult(services.bank, pending.linkToken, asking));
    if (result.ok ? isUndecided(result.value) : result.error.kind === 'plaid-down') {
      res.set('Refresh', String(REFRESH_SECONDS));
      res.send(services.views('pages/link-waiting', frameOf(req, services, { title: 'Waiting for Plaid' })));
      return;
    }
    delete req.session.pendingLink;
    if (!result.ok) {
      return leaveWith(req, res, '/', 'That visit to Plaid has expired, so nothing was linked. Start again.');
    }
    if (result.value.newItems.length === 0) {
      return leaveWith(req, res, '/', 'You left Plaid before a bank was connected, so nothing was linked.');
    }
    await keepNewItems({ services, req, res, asking, lifetimeId: pending.lifetime, result: result.value });
  };
}

async function readResult(bank: Bank, linkToken: string, asking: Asking): Promise<LinkResult> {
  const deadline = performance.now() + RESULT_LAG_MS;
  for (;;) {
    const result = await bank.readLink(linkToken, asking);
    if (!isUndecided(result) || performance.now() > deadline) return result;
    await wait(POLL_EVERY_MS);
  }
}

function isUndecided({ newItems, hasExited }: LinkResult): boolean {
  return newItems.length === 0 && !hasExited;
}
