/** A person links a bank: by our button, Plaid's hosted pages, and back. */

import type { Answer } from './client.ts';
import { Client } from './client.ts';

export interface Choice {
  /** An institution's id; Fernhollow Bank when left out. */
  readonly bank?: string;
  readonly person?: string;
  /** How long to stay connected, as on our form. */
  readonly lifetime?: string;
}

/** All steps; the answer is ours to the browser that Plaid has sent back. */
export async function linkBank(client: Client, choice: Choice = {}): Promise<Answer> {
  const hostedUrl = await beginLink(client, choice);
  return client.get(await finishAtPlaid(hostedUrl, choice));
}

/** The first step; the address of the hosted page. */
export async function beginLink(client: Client, { lifetime = '1' }: Choice = {}): Promise<string> {
  const home = await client.get('/');
  const begun = await client.press(home, connectLabel(home), { lifetime });
  if (begun.status !== 303 || !begun.location) throw new Error(`POST /link answered ${begun.status}`);
  return begun.location;
}

/** Chooses a bank and shares every account; the address that Plaid sends the browser to. */
export async function finishAtPlaid(hostedUrl: string, choice: Choice = {}): Promise<string> {
  const { bank = 'ins_900001', person = 'couple' } = choice;
  const atPlaid = new Client(hostedUrl);
  const banks = await atPlaid.get(hostedUrl);
  const accounts = await atPlaid.press(banks, 'Continue', { bank, person });
  return whereTo(await atPlaid.press(accounts, 'Share and finish'));
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
  return page('form.connect button').text().trim();
}
