/** A person links a bank: by our button, Plaid's hosted pages, and back. */

import type { Answer } from './client.ts';
import { Client } from './client.ts';

export interface Choice {
  /** An institution's id; Fernhollow Bank when left out. */
  readonly bank?: string;
  readonly person?: string;
  /** The accounts to share by their places in the bank's list; all when left out. */
  readonly accounts?: readonly number[];
  /** How long to stay connected, as on our form. */
  readonly lifetime?: string;
}

/** All steps; the answer is ours to the browser that Plaid has sent back. */
export async function linkBank(client: Client, choice: Choice = {}): Promise<Answer> {
  const hostedUrl = await beginLink(client, choice);
  return comeBack(client, await finishAtPlaid(hostedUrl, choice));
}

/** The way back from Plaid, which can lead to itself once; then the browser has a new key and loses an old one. */
export async function comeBack(client: Client, returnUrl: string): Promise<Answer> {
  const answer = await client.get(returnUrl);
  return answer.location?.startsWith('/link/return') ? client.get(answer.location) : answer;
}

/** The first step; the address of the hosted page. */
export async function beginLink(client: Client, { lifetime = '1' }: Choice = {}): Promise<string> {
  const home = await client.get('/');
  const begun = await client.press(home, connectLabel(home), { lifetime });
  return hostedUrlOf(begun);
}

/** The hosted page to which an answer leads: by a redirect, or by its one link where our policy allows no redirect. */
export function hostedUrlOf({ status, location, page }: Answer): string {
  const url = status === 303 ? location : page('.actions a').first().attr('href');
  if (!url?.includes('/link/')) throw new Error(`the answer with status ${status} leads to no hosted page`);
  return url;
}

/** Chooses a bank and shares accounts; the address that Plaid sends the browser to. */
export async function finishAtPlaid(hostedUrl: string, choice: Choice = {}): Promise<string> {
  const { bank = 'ins_900001', person = 'couple', accounts } = choice;
  const atPlaid = new Client(hostedUrl);
  const page = await atPlaid.press(await atPlaid.get(hostedUrl), 'Continue', { bank, person });
  if (accounts === undefined) return whereTo(await atPlaid.press(page, 'Share and finish'));
  const fields = new URLSearchParams({ bank, person });
  for (const account of accounts) fields.append('account', String(account));
  return whereTo(await atPlaid.post(`${new URL(hostedUrl).pathname}/accounts`, fields));
}

/** On the page at Plaid for a bank that is there: shares these of its accounts; where the browser is sent then. */
export async function shareAtPlaid(hostedUrl: string, accounts: readonly number[]): Promise<string> {
  const atPlaid = new Client(hostedUrl);
  const page = await atPlaid.get(hostedUrl);
  const fields = new URLSearchParams({ chooses: '1' });
  for (const account of accounts) fields.append('account', String(account));
  const action = page.page('form[method=post]').first().attr('action') ?? '';
  return whereTo(await atPlaid.post(action, fields));
}

/** Leaves the hosted page without a bank; the address that Plaid sends the browser to. */
export async function giveUpAtPlaid(hostedUrl: string): Promise<string> {
  const atPlaid = new Client(hostedUrl);
  return whereTo(await atPlaid.press(await atPlaid.get(hostedUrl), 'Cancel'));
}

function whereTo(answer: Answer): string {
  if (answer.location) return answer.location;
  throw new Error(`the hosted page answered ${answer.status} and led nowhere`);
}

function connectLabel({ page }: Answer): string {
  return page('form.connect button:not([formaction])').text().trim();
}
