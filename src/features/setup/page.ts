/**
 * The set-up page: what is set, whether it fits, how to correct it, and whether Plaid accepts the keys. For the
 * operator, and for everyone in the demo.
 */

import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Config } from '../../config/config.ts';
import { deriveKey, keyedHash } from '../../crypto/keys.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import type { Services } from '../../services.ts';
import { HttpError } from '../../web/errors.ts';
import { networkOf } from '../../web/rate-limit.ts';
import { redirectWithNotice } from '../../web/session.ts';
import { addressChain, type ChainAddress } from './address-chain.ts';
import { type SetupCheck, setupChecks } from './checks.ts';

export interface SetupPage extends Frame {
  readonly checks: readonly SetupCheck[];
  /** How many of them are not fine. */
  readonly unfinished: number;
  readonly canCheckKeys: boolean;
  /** How this request came; null for those who are not known to be the operator. */
  readonly addresses: AddressTable | null;
  /** Whether there is a token by which the operator becomes known. */
  readonly hasToken: boolean;
}

export interface AddressTable {
  readonly chain: readonly ChainAddress[];
  /** What the limits count this request for. */
  readonly counted: string;
  readonly trustProxy: number;
}

export interface SetupTokenPage extends Frame {
  /** Whether there is a token to ask for. */
  readonly hasToken: boolean;
}

/** What to do about an error of Plaid's. */
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

/** GET /setup: the checks, or the question for the token. */
export function getSetup(services: Services): RequestHandler {
  const { config, views, webhooks } = services;
  return (req, res) => {
    const mayEnter = isOpenTo(req, services);
    const frame = frameOf(req, services, { title: 'Set-up' });
    if (!mayEnter)
      return res.send(views('pages/setup-token', { ...frame, hasToken: config.setupToken !== null }));
    const checks = setupChecks(config, {
      host: req.headers.host ?? '',
      origin: req.context.origin,
      forwardedFor: req.get('x-forwarded-for')?.split(',').length ?? 0,
      canPlaidReachUs: webhooks.areReachable,
    });
    const unfinished = checks.filter(({ isFine }) => !isFine).length;
    res.send(
      views('pages/setup', {
        ...frame,
        checks,
        unfinished,
        canCheckKeys: config.plaid !== null,
        addresses: isOperator(req, services) ? addressTable(req, config) : null,
        hasToken: config.setupToken !== null,
      }),
    );
  };
}

function addressTable(req: Request, { trustProxy }: Config): AddressTable {
  return { chain: addressChain(req, trustProxy), counted: networkOf(req), trustProxy };
}

/** How long the token that was typed in opens the page, in one browser. */
const OPEN_MS = 4 * 60 * 60 * 1000;

/** POST /setup: the token, which opens the page for four hours, or until it is changed. */
export function postSetup({ config, now }: Services): RequestHandler {
  return (req, res) => {
    if (config.setupToken === null) throw new HttpError(404);
    const tokenHash = hashOf(config.setupToken, config);
    // Hashes by a key that nobody has: how far two are alike, and how long that takes to see, tells nothing.
    if (hashOf(String(req.body?.token ?? ''), config) !== tokenHash) {
      return redirectWithNotice(req, res, '/setup', 'That is not the token that SETUP_TOKEN holds.');
    }
    req.session.operator = { tokenHash, expiresAt: now().getTime() + OPEN_MS };
    res.redirect(303, '/setup');
  };
}

/** POST /setup/key-check: a real call to Plaid, whose result is not used. */
export function postKeyCheck(services: Services): RequestHandler {
  const { gateway, config } = services;
  return async (req, res) => {
    if (!isOpenTo(req, services)) return res.redirect(303, '/setup');
    if (!config.plaid) return redirectWithNotice(req, res, '/setup', 'The demo has no keys to check.');
    const { origin, durableCalls } = req.context;
    const owner = { clientUserId: randomUUID() };
    const plan = { owner, returnUrl: `${origin}/link/return`, webhookUrl: null };
    const visit = await gateway.startLink(plan, durableCalls);
    const accepted = 'Plaid accepts the keys: a visit to Link could be begun.';
    redirectWithNotice(req, res, '/setup', visit.ok ? accepted : refusal(visit.error));
  };
}

/** Whether this reader may see the set-up, which in the demo is open to everyone. */
function isOpenTo(req: Request, services: Services): boolean {
  return services.demo !== null || isOperator(req, services);
}

/** A token that was changed or taken away shuts out those who had typed it in. On one's own machine there is nobody else. */
function isOperator(req: Request, { config, demo, now }: Services): boolean {
  if (demo !== null && config.isLocal) return true;
  const { operator } = req.session;
  if (config.setupToken === null || !operator) return false;
  return operator.tokenHash === hashOf(config.setupToken, config) && operator.expiresAt > now().getTime();
}

function hashOf(token: string, { encryptionKeys }: Config): string {
  return keyedHash(deriveKey(encryptionKeys[0] as Buffer, 'setup token'), token);
}

function refusal({ code, kind, requestId }: PlaidError): string {
  const about = requestId === null ? code : `${code}, request ${requestId}`;
  if (kind === 'plaid-down') return `Plaid could not be reached (${about}). Try again in a minute.`;
  if (kind === 'unexpected') return `Plaid’s answer could not be read (${about}): see this server’s log.`;
  const remedy = REMEDIES[code] ?? 'Plaid’s documentation tells under Errors what this code means.';
  return `Plaid refused (${about}). ${remedy}`;
}
