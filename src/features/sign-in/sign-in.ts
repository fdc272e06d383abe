/** Sends a sign-in link. Whether an address is known is not looked up, so that nothing can tell. */

import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { deriveKey } from '../../crypto/keys.ts';
import { type Frame, frameOf } from '../../page/frame.ts';
import type { Accounts } from '../../services/accounts.ts';
import type { Services } from '../../services.ts';
import { mailboxOf, parseEmailAddress } from '../../users/email-address.ts';
import { knownBrowserOf } from '../../users/known-browser.ts';
import { MailError } from '../../users/mail.ts';
import { limitMail, type Recipient } from '../../web/mail-limit.ts';
import { type PendingSignIn, redirectWithNotice } from '../../web/session.ts';
import { LINK_MINUTES, linkExpiry, signInMail, signInPath } from './link.ts';

export interface SignInPage extends Frame {
  readonly sentTo: string | null;
  readonly linkMinutes: number;
  /** Of the link itself, where no e-mail can carry it. */
  readonly path: string | null;
}

export interface SignInLimitPage extends Frame {
  readonly linkMinutes: number;
}

/** GET /sign-in: the form, and after it the news of the link. */
export function getSignIn(services: Services, { mailer }: Accounts): RequestHandler {
  const { now, sealer, views } = services;
  return (req, res) => {
    const pending = pendingOf(req, now());
    res.send(
      views('pages/sign-in', {
        ...frameOf(req, services, { title: 'Sign in', current: '/account' }),
        sentTo: pending?.email ?? null,
        linkMinutes: LINK_MINUTES,
        // Without a mail server, which only the demo may lack, the link stands here instead.
        path: pending && mailer === null ? signInPath(sealer, pending) : null,
      }),
    );
  };
}

/** POST /sign-in: sends the link, and remembers in the person's own browser that it was asked for. */
export function postSignIn(services: Services, { mailer }: Accounts): RequestHandler[] {
  const { config, log, now, sealer } = services;
  const addressOf = (req: Request) => parseEmailAddress(req.body?.email);
  const recipientOf = (req: Request): Recipient | null => {
    const email = addressOf(req);
    if (email === null) return null;
    return { mailbox: mailboxOf(email), knownBrowser: knownBrowserOf(req, email, services) };
  };

  const send: RequestHandler = async (req, res) => {
    const email = addressOf(req);
    if (email === null) {
      return redirectWithNotice(req, res, '/sign-in', 'That is not an e-mail address we could write to.');
    }
    const nonce = pendingOf(req, now())?.nonce ?? randomBytes(16).toString('base64url');
    const pending = { email, nonce, expiresAt: linkExpiry(now()).getTime() };
    const origin = req.context.origin;
    try {
      await mailer?.send(signInMail({ to: email, origin, path: signInPath(sealer, pending) }));
    } catch (error) {
      log.warn({ requestId: req.id, code: error instanceof MailError ? error.code : 'UNKNOWN' }, 'mail');
      const sentence = 'The e-mail could not be sent. Try again in a few minutes.';
      return redirectWithNotice(req, res, '/sign-in', sentence);
    }
    req.session.pendingSignIn = pending;
    res.redirect(303, '/sign-in');
  };
  const key = deriveKey(config.encryptionKeys[0] as Buffer, 'mail limit');
  return [
    ...limitMail({ recipientOf, key, limitStore: services.limitStore, onLimit: tellLimit(services) }),
    send,
  ];
}

/** What this browser asked for, while it can still be used. */
function pendingOf({ session }: Request, now: Date): PendingSignIn | null {
  const { pendingSignIn } = session;
  return pendingSignIn && pendingSignIn.expiresAt > now.getTime() ? pendingSignIn : null;
}

function tellLimit(services: Services): RequestHandler {
  return (req, res) => {
    const frame = frameOf(req, services, { title: 'Too many links', current: '/account' });
    res.status(429).send(services.views('pages/sign-in-limit', { ...frame, linkMinutes: LINK_MINUTES }));
  };
}
