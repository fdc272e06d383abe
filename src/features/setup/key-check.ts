/** Whether Plaid accepts the operator's keys: a real call whose result is not used. */

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { PlaidError } from '../../plaid/errors.ts';
import type { Services } from '../../services.ts';
import { redirectWithNotice } from '../../web/flash.ts';
import { isOpenTo } from './page.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  INVALID_API_KEYS:
    'It does not know these keys: each environment has its own secret, so compare PLAID_ENV and PLAID_SECRET.',
  UNAUTHORIZED_ENVIRONMENT:
    'Your account may not use this environment yet: ask for access in Plaid’s Dashboard.',
  INVALID_PRODUCT: 'Your account may not use Transactions: ask for it in Plaid’s Dashboard.',
  INVALID_FIELD: 'It refuses a value: each country of PLAID_COUNTRY_CODES must be enabled for your account.',
  INVALID_LINK_CUSTOMIZATION:
    'Link is not finished in Plaid’s Dashboard: choose a use case under Data Transparency.',
  NO_HOSTED_LINK: 'It gives no hosted Link page for your account: ask Plaid’s support to enable Hosted Link.',
};

/** POST /setup/key-check */
export function postKeyCheck(services: Services): RequestHandler {
  const { gateway, config } = services;
  return async (req, res) => {
    if (!isOpenTo(req, services)) return res.redirect(303, '/setup');
    if (!config.plaid) return redirectWithNotice(req, res, '/setup', 'The demo has no keys to check.');
    const visit = await gateway.startLink(
      {
        owner: { clientUserId: randomUUID() },
        returnUrl: `${req.context.origin}/link/return`,
        webhookUrl: null,
      },
      req.context.durableCalls,
    );
    redirectWithNotice(
      req,
      res,
      '/setup',
      visit.ok ? 'Plaid accepts the keys: a visit to Link could be begun.' : refusal(visit.error),
    );
  };
}

function refusal({ code, kind, requestId }: PlaidError): string {
  const about = requestId === null ? code : `${code}, request ${requestId}`;
  if (kind === 'plaid-down') return `Plaid could not be reached (${about}). Try again in a minute.`;
  if (kind === 'unexpected') return `Plaid’s answer could not be read (${about}): see this server’s log.`;
  const remedy = REMEDIES[code] ?? 'Plaid’s documentation tells under Errors what this code means.';
  return `Plaid refused (${about}). ${remedy}`;
}
