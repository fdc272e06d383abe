/**
 * The set-up page: what is set, whether it fits, how to correct it, and whether Plaid accepts the keys. For the
 * operator, and for everyone in the demo.
 */

import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Config } from '../../config/config.ts';
import { lifetimeOf } from '../../connections/lifetime.ts';
import { deriveKey, keyedHash } from '../../crypto/keys.ts';
import { capitalise } from '../../finance/format.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { PlaidError } from '../../plaid/errors.ts';
import { remedyOf } from '../../plaid/failures.ts';
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
  /** Since the process began, the latest first. */
  readonly refusals: readonly RefusalRow[];
  /** Whether banks are asked for balances without being asked to. */
  readonly asksAtEachView: boolean;
  /** How long a bank stays connected where nobody chooses. */
  readonly usualLifetime: string;
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

/** What failed at Plaid for one cause. */
interface RefusalRow {
  readonly code: string;
  readonly call: string | null;
  readonly product: string | null;
  readonly times: string;
  readonly lastAt: string;
  readonly remedy: string;
}

/** What a call is for. Linking asks for several at once. */
const PRODUCT_BY_CALL: Readonly<Record<string, string>> = {
  '/transactions/get': 'Transactions',
  '/accounts/balance/get': 'Balance',
  '/liabilities/get': 'Liabilities',
};

/** GET /setup: the checks, or the question for the token. */
export function getSetup(services: Services): RequestHandler {
  const { backing, config, failures, gateway, views, webhooks } = services;
  return async (req, res) => {
    const mayEnter = isOpenTo(req, services);
    const frame = frameOf(req, services, { title: 'Set-up' });
    if (!mayEnter)
      return res.send(views('pages/setup-token', { ...frame, hasToken: config.setupToken !== null }));
    const checks = setupChecks(config, {
      host: req.headers.host ?? '',
      origin: req.context.origin,
      forwardedFor: req.get('x-forwarded-for')?.split(',').length ?? 0,
      canPlaidReachUs: webhooks.areReachable,
      hasLiabilities: gateway.hasLiabilities(),
      refusals: failures.list().filter(({ kind }) => kind === 'operator').length,
      silent: await backing.failures(),
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
        refusals: refusalRows(req, services),
        asksAtEachView: config.liveBalances === 'view',
        usualLifetime: lifetimeOf(undefined, config).label,
      }),
    );
  };
}

function refusalRows({ context }: Request, { failures }: Services): RefusalRow[] {
  return failures.list().map(({ kind, code, endpoint, products, count, lastAt }) => ({
    code,
    call: endpoint,
    product: products.map(capitalise).join(', ') || (PRODUCT_BY_CALL[endpoint ?? ''] ?? null),
    times: context.format.count(count),
    lastAt: context.format.time(lastAt),
    remedy: remedyOf(kind, code),
  }));
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
    const plan = { owner, returnUrl: `${origin}/link/return`, webhookUrl: null, isKeyCheck: true };
    const visit = await gateway.startLink(plan, durableCalls);
    const isWithout = gateway.hasLiabilities() === false;
    const accepted = `Plaid accepts the keys: it created a Link token${isWithout ? ', though without Liabilities, which it refuses' : ''}.`;
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
  return `Plaid refused (${about}). ${remedyOf(kind, code)}`;
}
