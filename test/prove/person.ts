/** A person with a linked bank who knows the operator's token. */

import { type Person, SETUP_TOKEN } from '../routes/full-app.ts';
import { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import type { MailServer } from '../support/mail-server.ts';
import { signIn } from '../support/sign-in.ts';
import type { Canaries } from './canaries.ts';
import type { PlaidSide } from './plaid-process.ts';

export interface PersonOptions {
  /** The app's. */
  readonly url: string;
  readonly plaid: PlaidSide;
  readonly canaries: Canaries;
  /** Puts a book of canaries into a browser's jar. */
  readonly giveBook: (client: Client) => void;
  /** Where sign-in links newPerson; null without accounts. */
  readonly mail: MailServer | null;
}

/** Makes one by the app's own pages; with an account of this address where it is signed in. */
export async function newPerson(
  { url, plaid, mail, giveBook }: PersonOptions,
  { email, isSignedIn }: { email: string; isSignedIn: boolean },
): Promise<Person> {
  const client = new Client(url);
  await linkBank(client);
  giveBook(client);
  const bankId = client.bankCookies[0]?.replace(/^.*bank-/, '') ?? '';
  if (mail && isSignedIn) await signIn(client, mail, email);
  await client.post('/setup', { token: SETUP_TOKEN });
  const { webhook } = plaid.control.items().at(-1) ?? {};
  const webhookPath = webhook ? new URL(webhook).pathname : '';
  return { mail, sign: (body) => plaid.control.sign(body), client, bankId, email, webhookPath };
}
