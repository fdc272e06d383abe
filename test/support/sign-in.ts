/** A person signs in: asks for a link, opens it from the mail, and presses the button there. */

import type { Answer, Client } from './client.ts';
import type { MailServer } from './mail-server.ts';

/** All steps; the answer is the one to the button. */
export async function signIn(client: Client, mail: MailServer, email: string): Promise<Answer> {
  await askForLink(client, email);
  return client.press(await client.get(linkFor(mail, email)), 'Sign in');
}

export async function askForLink(client: Client, email: string): Promise<Answer> {
  return client.press(await client.get('/sign-in'), 'Send the link', { email });
}

/** The path of the last link that was sent to this address. */
export function linkFor({ mails }: MailServer, email: string): string {
  const last = mails.findLast(({ to }) => to.includes(email));
  const path = /https?:\/\/[^/\s]+(\/sign-in\/\S+)/.exec(last?.text ?? '')?.[1];
  if (!path) throw new Error(`no link was sent to ${email}`);
  return path;
}
