/** Views by people with linked banks; some banks fail, and some readers leave half-way. */

import type { Fault } from '../../src/emulator/faults.ts';
import { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { PageReader } from '../support/page-reader.ts';
import { signIn } from '../support/sign-in.ts';
import type { PersonOptions } from './person.ts';

export interface VisitFigures {
  views: number;
  failed: number;
  aborted: number;
  /** How many canaries the answers had: the banks' data were shown. */
  shown: number;
}

export interface Visits extends PersonOptions {
  /** How many come. */
  readonly people: number;
}

const AT_ONCE = 5;
const BANKS = ['ins_900001', 'ins_900002', 'ins_900005'];
const PERSONS = ['couple', 'student'];
const PAGES = [
  '/dashboard?days=30',
  '/dashboard?days=365',
  '/transactions',
  '/transactions?days=90&min=1000000',
  '/transactions?category=FOOD_AND_DRINK',
  '/spending',
  '/net-worth',
  '/recurring',
  '/ahead',
  '/banks',
  '/privacy',
  '/privacy.json',
];
const EXPORTS = ['csv', 'json', 'ofx', 'qif'].map((format) => `/transactions.${format}?days=90`);
const FAULTS: readonly Fault[] = [
  { kind: 'error', code: 'ITEM_LOGIN_REQUIRED' },
  { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
  { kind: 'html' },
  { kind: 'garbage' },
  { kind: 'truncated' },
  { kind: 'reset' },
];

/** All visits, a few people at a time. One in four logs out at the end. */
export async function visitAll(visits: Visits): Promise<VisitFigures> {
  const figures: VisitFigures = { views: 0, failed: 0, aborted: 0, shown: 0 };
  const people = Array.from({ length: visits.people }, (_, index) => index);
  const inTurn = Array.from({ length: AT_ONCE }, async () => {
    for (let index = people.shift(); index !== undefined; index = people.shift()) {
      await visit({ ...visits, figures, index });
    }
  });
  await Promise.all(inTurn);
  return figures;
}

interface Visit extends Visits {
  readonly figures: VisitFigures;
  /** Which person it is. */
  readonly index: number;
}

async function visit({ url, plaid, canaries, giveBook, mail, figures, index }: Visit): Promise<void> {
  const client = new Client(url);
  const person = PERSONS[index % PERSONS.length] ?? '';
  await linkBank(client, { person });
  await linkBank(client, { bank: BANKS[index % BANKS.length] ?? '', person });
  giveBook(client);

  // Sign-in links are limited to thirty a network in a quarter of an hour.
  if (mail && index % 2 === 0) await signIn(client, mail, `reader-${index}@example.com`);

  const see = async (path: string) => {
    const { status, text } = await client.get(path).catch(() => ({ status: 0, text: '' }));
    figures.views += 1;
    if (status === 0 || status >= 400) figures.failed += 1;
    figures.shown += text.split(canaries.canary).length - 1;
    canaries.learn(text);
    canaries.learnAnswer(text);
    for (const sealed of client.jar.values()) canaries.learnSealed(sealed);
  };
  for (const fault of FAULTS) {
    const end = plaid.control.inject(fault, { path: '/transactions/get', times: 2 });
    await see(index % 2 === 0 ? '/dashboard' : '/transactions.csv');
    end();
  }
  for (const path of ['/dashboard', '/transactions', '/transactions.json']) {
    await leaveHalfWay(new URL(path, url).href, client);
    figures.aborted += 1;
  }
  for (const path of [
    ...PAGES,
    ...EXPORTS,
    '/net-worth.csv',
    '/upcoming.ics',
    `/transactions?q=${canaries.canary}`,
  ])
    await see(path);
  await see(`/no-such-page/${canaries.canary}`);
  await client.post('/preferences', { theme: 'dark' }, { 'sec-fetch-site': 'cross-site' });
  if (index % 4 === 0) await client.post('/logout');
  if (index % 4 === 1) {
    const slot = client.bankCookies[0]?.replace(/^.*bank-/, '');
    await client.post(`/banks/${slot}/disconnect`);
  }
}

/** Closes the connection when the first piece of the answer has come. */
async function leaveHalfWay(url: string, client: Client): Promise<void> {
  const leaving = new AbortController();
  const page = await PageReader.open(url, client, leaving.signal);
  await page.next();
  leaving.abort();
}
