/** Every page of the router with which it answers somebody: with one bank, four, twenty, broken ones and none. */

import { COUPLES_BANKS } from '../../src/emulator/link-end.ts';
import { NO_ROUTES, ROUTES, type Row } from '../routes/table.ts';
import { anonymousVisit, methodOf, pageOf, visitOf } from '../routes/visit.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { hasPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { type StoresApp, startStoresApp } from '../support/stores-app.ts';

const { banks: FOUR } = COUPLES_BANKS;
const OTHERS = ['900005', '900006', '900015', '900022', '56', '13', '15', '11', '109508', '109509', '109510'];
const SANDBOX = ['109511', '109512', '130016', '127287', '132241'];
export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  'one bank': FOUR.slice(0, 1),
  'four banks': FOUR,
  'twenty banks': [...FOUR, ...[...OTHERS, ...SANDBOX].map((id) => `ins_${id}`)],
  'one broken': [...FOUR, 'ins_900009'],
  'all broken': ['ins_900008', 'ins_900009', 'ins_900016'],
  none: [],
};
const SETUP_TOKEN = 'the-token-of-the-operator';
const TRANSACTIONS = ROUTES['GET /transactions'] as Row;
/** Beside the pages of the routes: a search, one that finds nothing, and what is shown where there is no page. */
const PAGES: Readonly<Record<string, Row>> = {
  ...ROUTES,
  'GET /transactions?q=market': TRANSACTIONS,
  'GET /transactions?q=nothing+is+called+this': TRANSACTIONS,
  'GET /no-such-page': NO_ROUTES['GET /no-such-page'] as Row,
};

/** The routes that answer with a page, in the order in which they are asked. */
export const PAGE_NAMES = Object.entries(PAGES)
  .filter(([, { page }]) => page !== undefined)
  // What ends a bank or an account comes last.
  .toSorted(([one], [other]) => Number(methodOf(one) !== 'GET') - Number(methodOf(other) !== 'GET'))
  .map(([name]) => name);

export interface AnsweredPage {
  readonly state: string;
  /** A method and a path. */
  readonly name: string;
  readonly html: string;
  /** Where the app is that has answered, for as long as it is the last one. */
  readonly url: string;
}

/** The answers to these routes, those of one person after those of another. */
export async function* answeredPages(
  names: readonly string[] = PAGE_NAMES,
  states: readonly string[] = Object.keys(PEOPLE),
): AsyncGenerator<AnsweredPage> {
  const stores = await startStoresApp({ redis: false, accounts: hasPostgres }, { SETUP_TOKEN });
  for (const state of states) {
    const person = await newPerson(stores, state);
    for (const name of names) {
      // Others of the person's banks for each page, since some pages end them.
      const html = await answerOf(stores, { name, row: PAGES[name] as Row, client: person.copy(), state });
      if (html !== null) yield { state, name, html, url: stores.app.url };
    }
  }
  await stores.close();
}

/** Somebody without banks yet, who is known to the server where the state is not that of a stranger. */
async function newPerson({ app, mail }: StoresApp, state: string): Promise<Client> {
  const client = app.newClient();
  if (state === 'none') return client;
  await client.post('/setup', { token: SETUP_TOKEN });
  if (mail) await signIn(client, mail, `${state.replace(' ', '-')}@example.org`);
  // Takes the notice of it, which would stand on every page.
  await client.get('/privacy');
  return client;
}

interface Visit {
  readonly name: string;
  readonly row: Row;
  readonly client: Client;
  readonly state: string;
}

/** The page with which the route answers; null where it has none for this person. */
async function answerOf(
  { app, mail }: StoresApp,
  { name, row, client, state }: Visit,
): Promise<string | null> {
  const given = (PEOPLE[state] ?? []).map((institutionId) => giveBank(app, client, { institutionId }));
  const person = {
    mail,
    client,
    sign: app.emulator.control.sign,
    email: 'link@example.org',
    webhookPath: '',
  };
  const visit =
    given.length === 0
      ? anonymousVisit(name, row)
      : await visitOf(name, row, { ...person, bankId: given.at(-1) ?? '' });
  const answer = await client.send(visit.path, visit.init);
  const isMissing = answer.status === 404 && name !== 'GET /no-such-page';
  return isMissing || pageOf(answer) === undefined ? null : answer.text;
}
