/** The e-mail that carries a sign-in link: plain text, so that nothing in it can be followed unseen. */

import type { Mail } from '../mail.ts';

/** How long a link works. */
export const LINK_MINUTES = 15;

export function signInMail({ to, origin, path }: { to: string; origin: string; path: string }): Mail {
  const text = `Someone asked to sign in to Ledgerless at ${new URL(origin).host} with this address.

If it was you, open this link within ${LINK_MINUTES} minutes, in the browser in which you asked for it. It works once:

${origin}${path}

If it was not you, do nothing. The link works in no other browser than theirs, and nowhere without this e-mail:
do not send it to anyone.
`;
  return { to, subject: 'Your sign-in link for Ledgerless', text };
}
