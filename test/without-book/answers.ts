/** Every answer of a build of the app to people without a book, in a form in which two builds can be compared. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import { load } from 'cheerio';
import type { Client } from '../support/client.ts';
import type { GivenBank } from '../support/give-bank.ts';
import type { TestApp } from '../support/test-app.ts';

const NOW = new Date('2026-05-20T12:00:00Z');

/** Who asks: with which banks of the emulator's, and whether amounts are hidden. */
const READERS: readonly { who: string; banks: readonly string[]; isHidden?: boolean }[] = [
  { who: 'nobody', banks: [] },
  { who: 'one bank', banks: ['ins_900001'] },
  { who: 'several currencies', banks: ['ins_900005', 'ins_900001'] },
  { who: 'banks that fail', banks: ['ins_900001', 'ins_900008', 'ins_900009', 'ins_900014'] },
  { who: 'nothing to show', banks: ['ins_900004'] },
  { who: 'hidden', banks: ['ins_900001', 'ins_900002'], isHidden: true },
];

/** What a build answers beside its routes without a parameter. */
const MORE = [
  ...['/dashboard?days=365', '/spending?months=24', '/net-worth?months=24', '/ahead?month=2026-06'],
  ...['/transactions?days=365&q=e&direction=out&page=2', '/transactions?category=FOOD_AND_DRINK'],
  ...['/transactions?q=nothing+has+this+name', '/transactions.csv?days=365', '/transactions.json?days=365'],
  ...['/transactions.qif?days=365&counts=neither', '/transactions.ofx?days=365', '/upcoming.ics?amounts=yes'],
  ...['/api/transactions?days=365&category=TRAVEL', '/api/dashboard?days=365', '/api/spending?months=24'],
];

/** Whether a route exists only with the feature. */
const isOfBook = (route: string) => /^\/book\b/.test(route);
/** It tells what answers with a book can have as well. */
const DESCRIPTION = '/api/openapi.json';

/** What is random: Plaid's ids of requests, and how long a signed session is, which depends on its signs. */
const RANDOM: readonly [RegExp, string][] = [
  [/("requestId":"|support: )\w{15}\b/g, '$1'],
  [/("name":"session","bytes":)\d+/g, '$1'],
  [/(>session<[\s\S]{0,600}?"Bytes" class="money">)\d+/g, '$1'],
];

/** The answers of the build in this folder by reader and address: status, type, and what was sent. */
export async function answersOf(root: string): Promise<Map<string, string>> {
  const part = (file: string) => import(path.resolve(root, file));
  const { startTestApp } = await part('test/support/test-app.ts');
  const { giveBank } = await part('test/support/give-bank.ts');
  const { ROUTES } = await part('test/routes/table.ts');
  const paths = Object.keys(ROUTES as object)
    .filter((name) => name.startsWith('GET ') && !name.includes(':') && !name.includes('/link/'))
    .map((name) => name.slice('GET '.length))
    .filter((route) => !isOfBook(route) && route !== DESCRIPTION);
  const answers = new Map<string, string>();
  for (const { who, banks, isHidden } of READERS) {
    // The keys are the same: what is derived of them is in some answers.
    const env = { ENCRYPTION_KEYS: createHash('sha256').update('the same key').digest('base64') };
    const app: TestApp = await startTestApp({ env, now: () => NOW });
    const client: Client = app.newClient();
    for (const institutionId of banks) (giveBank as Give)(app, client, { institutionId });
    if (isHidden) await client.post('/preferences', { hidden: 'yes' });
    for (const address of [...paths, ...MORE]) {
      const { status, headers, text } = await client.get(address);
      const type = headers.get('content-type') ?? '';
      const own = text.replaceAll(app.url, '');
      const sent = RANDOM.reduce((so, [pattern, instead]) => so.replaceAll(pattern, instead), own);
      const body = type.startsWith('text/html') ? comparable(sent) : sent;
      answers.set(`${who} ${address}`, [status, type, body].join(' '));
    }
    await app.close();
  }
  return answers;
}

type Give = (app: TestApp, client: Client, given: GivenBank) => string;

/**
 * A page without the links that begin a book, its sections in the order of their names, since they come as they are ready,
 * and without the seconds that it took.
 */
export function comparable(html: string): string {
  const page = load(html);
  page('.book-link').remove();
  const sections = page('[slot]')
    .toArray()
    .map((section) => page.html(section))
    .sort();
  page('[slot]').remove();
  const text = [page.html(), ...sections].join('\n');
  return text
    .replaceAll(/\d+(\.\d+)?(?=\s(?:seconds?|s)\b)/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(<|>) ?/g, '$1');
}
