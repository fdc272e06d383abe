/** Deleting an account and all its data by the API. */

import type { AccountsApp } from './accounts-app.ts';
import { described } from './api-document.ts';
import type { Answer, Client } from './client.ts';
import { linkBank } from './link.ts';
import { signIn } from './sign-in.ts';

export interface Deletion {
  readonly isComplete: boolean;
  readonly receipt: readonly {
    readonly what: string;
    readonly where: string;
    readonly isDeleted: boolean;
    readonly wasGone: boolean;
  }[];
}

const PATH = '/api/delete-me';

/** Sends the request, from our own site unless these headers say otherwise. */
export function askToDelete(
  client: Client,
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
): Promise<Answer> {
  return client.send(PATH, { method: 'DELETE', headers });
}

/** The receipt, which must be as the API's own description has it. */
export async function deleteByApi(client: Client): Promise<Deletion & { readonly status: number }> {
  const answer = await askToDelete(client);
  return { status: answer.status, ...described<Deletion>(answer, PATH, 'delete') };
}

let people = 0;

/** A new person with all that can be deleted: an account, two banks, preferences. */
export async function withEverything(app: AccountsApp): Promise<{ client: Client; email: string }> {
  const client = app.newClient();
  const email = `person${people++}@example.org`;
  await signIn(client, app.mail, email);
  await linkBank(client, { bank: 'ins_900001' });
  await linkBank(client, { bank: 'ins_900002' });
  await client.post('/preferences', { hidden: 'yes' });
  return { client, email };
}
