/**
 * The set-up page: what is set, whether it fits, and how to correct it. For the operator, and for everyone in the
 * demo.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Services } from '../../services.ts';
import { HttpError } from '../../web/errors.ts';
import { redirectWithNotice } from '../../web/flash.ts';
import { type SetupCheck, setupChecks } from './checks.ts';

export interface SetupPage extends Frame {
  readonly checks: readonly SetupCheck[];
  /** How many of them are not fine. */
  readonly unfinished: number;
  readonly canCheckKeys: boolean;
}

export interface SetupTokenPage extends Frame {
  /** Whether there is a token to ask for. */
  readonly hasToken: boolean;
}

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
    res.send(views('pages/setup', { ...frame, checks, unfinished, canCheckKeys: config.plaid !== null }));
  };
}

/** POST /setup: the token, which opens the page for as long as the session lasts. */
export function postSetup({ config }: Services): RequestHandler {
  return (req, res) => {
    if (config.setupToken === null) throw new HttpError(404);
    if (!isSame(String(req.body?.token ?? ''), config.setupToken)) {
      return redirectWithNotice(req, res, '/setup', 'That is not the token that SETUP_TOKEN holds.');
    }
    req.session.isOperator = true;
    res.redirect(303, '/setup');
  };
}

/** Whether this reader may see the set-up. A token that was taken away shuts it for those who had typed it in. */
export function isOpenTo(req: Request, { config, demo }: Services): boolean {
  return demo !== null || (config.setupToken !== null && req.session.isOperator === true);
}

/** Takes as long whatever the difference is; hashes have one length, which the comparison asks for. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
