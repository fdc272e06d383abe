/** Somebody with a linked bank who knows the operator's token. */

import { type Person, SETUP_TOKEN } from '../routes/full-app.ts';
import { Browser } from '../support/browser.ts';
import { linkBank } from '../support/link.ts';
import type { MailServer } from '../support/mail-server.ts';
import { signIn } from '../support/sign-in.ts';
import type { Needles } from './needles.ts';
import type { PlaidSide } from './plaid-side.ts';

export interface PersonOptions {
  /** The app's. */
  readonly url: string;
  readonly plaid: PlaidSide;
  readonly needles: Needles;
  /** Where sign-in links arrive; null without accounts. */
  readonly mail: MailServer | null;
}

/** A new one, by the pages; signed in with this address, or with none. */
export async function arrive(
  { url, plaid, mail }: PersonOptions,
  { email, isSignedIn }: { email: string; isSignedIn: boolean },
): Promise<Person> {
  const visitor = new Browser(url);
  await linkBank(visitor);
  const bankId = visitor.bankCookies[0]?.replace(/^.*bank-/, '') ?? '';
  if (mail && isSignedIn) await signIn(visitor, mail, email);
  await visitor.post('/setup', { token: SETUP_TOKEN });
  const { webhook } = plaid.control.items().at(-1) ?? {};
  const webhookPath = webhook ? new URL(webhook).pathname : '';
  return { mail, sign: (body) => plaid.control.sign(body), visitor, bankId, email, webhookPath };
}
