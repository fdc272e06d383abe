/** Deleting everything as a program does it. */

import type { AccountsHouse } from './accounts-house.ts';
import { described } from './api-document.ts';
import type { Answer, Browser } from './browser.ts';
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

/** The answer to it, from our own site unless other headers say otherwise. */
export function askToDelete(
  visitor: Browser,
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
): Promise<Answer> {
  return visitor.send(PATH, { method: 'DELETE', headers });
}

/** The receipt, once it is certain that it is as the API's own description has it. */
export async function deleteByApi(visitor: Browser): Promise<Deletion & { readonly status: number }> {
  const answer = await askToDelete(visitor);
  return { status: answer.status, ...described<Deletion>(answer, PATH, 'delete') };
}

let people = 0;

/** Someone new who has all that can be deleted: an account, two banks, preferences. */
export async function withEverything(house: AccountsHouse): Promise<{ visitor: Browser; email: string }> {
  const visitor = house.visitor();
  const email = `person${people++}@example.org`;
  await signIn(visitor, house.mail, email);
  await linkBank(visitor, { bank: 'ins_900001' });
  await linkBank(visitor, { bank: 'ins_900002' });
  await visitor.post('/preferences', { hidden: 'yes' });
  return { visitor, email };
}
