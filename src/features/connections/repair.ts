/** Repairing a bank that wants its owner to sign in again: Link's update mode, after which the Item is the same one. */

import type { RequestHandler } from 'express';
import { bankFromParams } from '../../page/request-context.ts';
import { sendToPlaid } from '../../page/to-plaid.ts';
import type { PlaidErrorKind } from '../../plaid/errors.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { refusalSentence } from './refusals.ts';
import { learnAccounts } from './renew-accounts.ts';

/** POST /banks/:id/repair: sends the person to Plaid. */
export function postRepair(services: Services): RequestHandler {
  const { gateway } = services;
  return async (req, res) => {
    const { id, connection } = bankFromParams(req);
    const { accessToken, institutionName } = connection;
    const { query, page } = purposeOf(req.body?.for);
    const visit = await gateway.startUpdate(
      { accessToken, returnUrl: `${req.context.origin}/banks/${id}/repaired${query}` },
      req.context.durableCalls,
    );
    if (visit.ok) return sendToPlaid(services, req, res, visit.value.url);
    const outcome = `the sign-in for ${institutionName} could not be opened`;
    redirectWithNotice(req, res, page, refusalSentence(visit.error, outcome));
  };
}

/** Troubles that a finished visit ends. */
const ENDED_AT_PLAID: readonly PlaidErrorKind[] = ['sign-in', 'at-bank', 'consent'];

/** GET /banks/:id/repaired: the way back. It proves nothing, so the Item itself is asked, by the accounts it shares now. */
export function getRepaired({ gateway }: Services): RequestHandler {
  return async (req, res) => {
    const bank = bankFromParams(req);
    const { accessToken, institutionName: name } = bank.connection;
    const { page, outcome } = purposeOf(req.query.for);
    const shared = await gateway.sharedAccounts(accessToken, req.context.durableCalls);
    const error = shared.ok ? shared.value.error : shared.error;
    if (error) {
      const isUnfinished = ENDED_AT_PLAID.includes(error.kind);
      const result = isUnfinished ? `${name} does not work yet` : `we could not check whether ${name} works`;
      return redirectWithNotice(req, res, page, refusalSentence(error, result));
    }
    if (shared.ok) learnAccounts(req, bank, shared.value.accounts);
    redirectWithNotice(req, res, page, `${name} works now: ${outcome}`);
  };
}

interface Purpose {
  readonly query: string;
  /** Where it was asked for, and where the way back leads. */
  readonly page: string;
  readonly outcome: string;
}

const SIGNED_IN = 'you are signed in.';
const PURPOSES = new Map<unknown, Purpose>([
  [
    'credit',
    {
      query: '?for=credit',
      page: '/credit',
      // Whether cards and loans were agreed to, only the page that asks for them can tell.
      outcome: 'what you let it tell of your cards and loans stands below.',
    },
  ],
  ['banks', { query: '?for=banks', page: '/banks', outcome: SIGNED_IN }],
]);

/** A repair can be for cards and loans alone, or be asked for on the page of banks, which both the form and the way back say. */
function purposeOf(said: unknown): Purpose {
  return PURPOSES.get(said) ?? { query: '', page: '/dashboard', outcome: SIGNED_IN };
}
