/** A contact sheet: every page with one bank, four, twenty, broken ones and none, narrow and wide, light and dark. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { COUPLES_BANKS } from '../../src/emulator/link-end.ts';
import { NO_ROUTES, ROUTES, type Row } from '../routes/table.ts';
import { anonymousVisit, methodOf, pageOf, visitOf } from '../routes/visit.ts';
import type { Client } from '../support/client.ts';
import { startDemo } from '../support/demo.ts';
import { giveBank } from '../support/give-bank.ts';
import { hasPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { type StoresApp, startStoresApp } from '../support/stores-app.ts';
import { openWindow } from './chrome.ts';

const { banks: FOUR } = COUPLES_BANKS;
const OTHERS = ['900005', '900006', '900015', '900022', '56', '13', '15', '11', '109508', '109509', '109510'];
const SANDBOX = ['109511', '109512', '130016', '127287', '132241'];
const STATES: Readonly<Record<string, readonly string[]>> = {
  'one bank': FOUR.slice(0, 1),
  'four banks': FOUR,
  'twenty banks': [...FOUR, ...[...OTHERS, ...SANDBOX].map((id) => `ins_${id}`)],
  'one broken': [...FOUR, 'ins_900009'],
  'all broken': ['ins_900008', 'ins_900009', 'ins_900016'],
  none: [],
};
const WIDTHS = [390, 1280];
const SCHEMES = ['light', 'dark'] as const;
/** Where each answer is shown again, as if it came from the app. */
const ADDRESS = '**/contact-sheet';
const SETUP_TOKEN = 'the-token-of-the-operator';
const TRANSACTIONS = ROUTES['GET /transactions'] as Row;
/** Beside the pages of the routes: a search, one that finds nothing, and what is shown where there is no page. */
const PAGES: Readonly<Record<string, Row>> = {
  ...ROUTES,
  'GET /transactions?q=market': TRANSACTIONS,
  'GET /transactions?q=nothing+is+called+this': TRANSACTIONS,
  'GET /no-such-page': NO_ROUTES['GET /no-such-page'] as Row,
};

interface Picture {
  readonly state: string;
  readonly look: string;
  /** Its name in the sheet's folder. */
  readonly file: string;
}

/** Makes it in a folder; with patterns, of those routes alone that match one. */
export async function makeContactSheet(
  browser: Browser,
  folder: string,
  words: readonly string[],
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stores = await startStoresApp({ redis: false, accounts: hasPostgres }, { SETUP_TOKEN });
  const isWanted = (name: string) => words.length === 0 || words.some((word) => new RegExp(word).test(name));
  const isForm = ([name]: [string, Row]) => methodOf(name) !== 'GET';
  const routes = Object.entries(PAGES)
    .filter(([name, { page }]) => page !== undefined && isWanted(name))
    // What ends a bank or an account comes last.
    .toSorted((a, b) => Number(isForm(a)) - Number(isForm(b)));
  const sheet = new Map<string, Picture[]>(routes.map(([name]) => [name, []]));
  for (const state of Object.keys(STATES)) {
    const person = await newPerson(stores, state);
    const window = await openWindow(browser, stores.app.url);
    const page = await window.newPage();
    for (const [name, row] of routes) {
      // Others of the person's banks for each page, since some pages end them.
      const html = await answerOf(stores, { name, row, client: person.copy(), state });
      if (html === null) continue;
      await page.route(ADDRESS, (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
      );
      await page.goto('/contact-sheet');
      sheet.get(name)?.push(...(await takeLooks(page, { folder, state, name })));
      await page.unroute(ADDRESS);
    }
    await window.close();
  }
  await stores.close();
  if (words.length === 0) await addDemo(browser, folder, sheet);
  writeFileSync(path.join(folder, 'index.html'), sheetHtml(sheet));
}

/** The two pages that only the demo has. */
async function addDemo(browser: Browser, folder: string, sheet: Map<string, Picture[]>): Promise<void> {
  const app = await startDemo();
  const page = await (await openWindow(browser, app.services.config.publicUrl.origin)).newPage();
  const add = async (name: string) => sheet.set(name, await takeLooks(page, { folder, state: 'demo', name }));
  await page.goto('/');
  await add('front page');
  await page.getByRole('button', { name: 'Connect a bank' }).click();
  await page.getByText('Try how a broken bank looks').click();
  await add('bank page');
  await page.context().close();
  await app.close();
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
  const given = (STATES[state] ?? []).map((institutionId) => giveBank(app, client, { institutionId }));
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

/** The page as it is shown now, in each size and colour. */
async function takeLooks(
  page: Page,
  { folder, state, name }: { folder: string; state: string; name: string },
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const look = `${width} ${colorScheme}`;
      const file = `${fileName(`${state} ${name} ${look}`)}.jpg`;
      await page.screenshot({ path: path.join(folder, file), fullPage: true, type: 'jpeg', quality: 70 });
      pictures.push({ state, look, file });
    }
  }
  return pictures;
}

function fileName(text: string): string {
  return text.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '');
}

function sheetHtml(sheet: ReadonlyMap<string, readonly Picture[]>): string {
  const pages = [...sheet].filter(([, pictures]) => pictures.length > 0);
  const figure = ({ state, look, file }: Picture) =>
    `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${state}, ${look}</figcaption></figure>`;
  const sections = pages.map(
    ([name, pictures]) => `<h2>${name}</h2><div>${pictures.map(figure).join('')}</div>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:14px sans-serif}div{display:flex;flex-wrap:wrap;align-items:start;gap:12px}figure{margin:0}
img{height:420px;max-width:420px;object-fit:contain;object-position:top;border:1px solid #888}</style>
${sections.join('\n')}</html>
`;
}
