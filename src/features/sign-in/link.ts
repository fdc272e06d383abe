/** The sign-in link, sealed for one address and one browser, and the e-mail that carries it. */

import type { Sealer } from '../../crypto/sealer.ts';
import type { Mail } from '../../users/mail.ts';
import type { PendingSignIn } from '../../web/session.ts';

/** How long a link works. */
export const LINK_MINUTES = 15;
const MINUTE_MS = 60_000;
const BINDING = { purpose: 'sign-in', name: 'link' } as const;

/** Until when a link works that is asked for now. */
export function linkExpiry(now: Date): Date {
  return new Date(now.getTime() + LINK_MINUTES * MINUTE_MS);
}

/** The path of the link. */
export function signInPath(sealer: Sealer, { email, nonce, expiresAt }: PendingSignIn): string {
  const content = Buffer.from(JSON.stringify({ email, nonce }));
  return `/sign-in/${sealer.seal(content, new Date(expiresAt), BINDING)}`;
}

/** What the last part of the path says; null for what we never sealed and for what is too old. */
export function openSignIn(sealer: Sealer, sealed: string, now: Date): PendingSignIn | null {
  const opened = sealer.open(sealed, BINDING);
  if (!opened || opened.expiresAt <= now) return null;
  return { ...JSON.parse(opened.content.toString()), expiresAt: opened.expiresAt.getTime() };
}

/** Plain text, so that nothing in it can be followed unseen. */
export function signInMail({ to, origin, path }: { to: string; origin: string; path: string }): Mail {
  const text = `Someone asked to sign in to Ledgerless at ${new URL(origin).host} with this address.

If it was you, open this link within ${LINK_MINUTES} minutes, in the browser in which you asked for it. It works once:

${origin}${path}

If it was not you, do nothing. The link works in no other browser than theirs, and nowhere without this e-mail:
do not send it to anyone.
`;
  return { to, subject: 'Your sign-in link for Ledgerless', text };
}
