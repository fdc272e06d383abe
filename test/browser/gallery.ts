/**
 * A gallery for those who change a view: one static page in a folder, with every page and section in each of its states, from
 * the people and states that the tests use. Widths and colour schemes are chosen at its head, without a script.
 */

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../src/services.ts';
import { startDemo } from '../support/demo.ts';
import { disconnectLinkOf } from '../support/disconnect.ts';
import { giveBank } from '../support/give-bank.ts';
import { linkBank } from '../support/link.ts';
import { PageReader } from '../support/page-reader.ts';
import { compiledViews } from '../support/strict-views.ts';
import { startTestApp } from '../support/test-app.ts';
import { answeredPages, PAGE_NAMES, PEOPLE } from './answered-pages.ts';
import { enter, STATES } from './states.ts';

interface Exhibit {
  /** Such as `/dashboard`, or a method and a path. */
  readonly page: string;
  readonly state: string;
  /** Its name in the gallery's folder. */
  readonly file: string;
}

const NOW = new Date('2026-05-20T12:00:00Z');
const HALF_WAY = ['/dashboard', '/spending', '/net-worth', '/recurring', '/ahead'];
/** By then all has come that waits for no transactions. */
const HALF_WAY_MS = 700;
/** Of no route and no state that can be had by a request alone; each has a test of its own. */
export const NOT_SHOWN = [
  'pages/foreign-visit',
  'pages/link-waiting',
  'pages/sign-in-limit',
  'sections/unknown',
];

/** Makes it, of these people alone; gives the views that it does not show, by their names below views/. */
export async function makeGallery(folder: string, people = Object.keys(PEOPLE)): Promise<readonly string[]> {
  compiledViews.clear();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(path.join(ROOT, 'public')))
    cpSync(path.join(ROOT, 'public', name), path.join(folder, name), { recursive: true });
  const icons = readdirSync(path.join(ROOT, 'public', 'icons')).map((name) =>
    readFileSync(path.join(ROOT, 'public', 'icons', name), 'utf8'),
  );
  const exhibits: Exhibit[] = [];
  for await (const { page, state, html } of allPages(people)) {
    const file = `${exhibits.length + 1}.html`;
    writeFileSync(path.join(folder, file), standingAlone(html, icons.join('')));
    exhibits.push({ page, state, file });
  }
  writeFileSync(path.join(folder, 'index.html'), indexPage(exhibits));
  return shownNowhere();
}

interface Shown {
  readonly page: string;
  readonly state: string;
  readonly html: string;
}

async function* allPages(people: readonly string[]): AsyncGenerator<Shown> {
  for await (const { name, state, html } of answeredPages(PAGE_NAMES, people))
    yield { page: name.replace('GET ', ''), state, html };
  yield* statesOfSections();
  const demo = await startDemo();
  yield { page: '/', state: 'the demo', html: (await demo.newClient().get('/')).text };
  await demo.close();
}

/** Those of the tests, and each page half-way: its skeletons, and what needs no transactions. */
async function* statesOfSections(): AsyncGenerator<Shown> {
  const app = await startTestApp({ now: () => NOW });
  for (const state of STATES) {
    app.emulator.control.reset();
    const client = app.newClient();
    await enter(app, client, state);
    for (const page of state.paths) yield { page, state: state.state, html: (await client.get(page)).text };
  }
  app.emulator.control.reset();
  const client = app.newClient();
  await enter(app, client, { state: '', banks: ['ins_900001'], paths: [], sees: '' });
  const release = app.emulator.control.hold({ path: '/transactions/get' });
  for (const page of HALF_WAY) {
    const leaving = new AbortController();
    const reader = await PageReader.open(app.url + page, client, leaving.signal);
    await reader.until('</h1>');
    setTimeout(() => leaving.abort(), HALF_WAY_MS);
    await reader.toEnd().catch(() => {});
    yield { page, state: 'half-way', html: reader.text };
  }
  release();
  const linked = app.newClient();
  await linkBank(linked);
  const link = await disconnectLinkOf(linked);
  yield { page: '/disconnect', state: 'by a saved link', html: (await linked.get(link)).text };
  await app.close();
  const withoutCredit = await startTestApp({ env: { PLAID_CREDIT: 'off' } });
  const other = withoutCredit.newClient();
  giveBank(withoutCredit, other);
  yield { page: '/credit', state: 'off', html: (await other.get('/credit')).text };
  await withoutCredit.close();
}

/** A page as a file that is opened from a folder: its paths are relative, and its icons are in itself. */
function standingAlone(html: string, icons: string): string {
  const own = html
    .replaceAll(/ href="\/icons\/[\w-]+\.svg#/g, ' href="#')
    .replaceAll(/ (href|src|srcset)="\/(?=[\w/-]+\.(?:css|svg|webp|png))/g, ' $1="');
  return `${own}<div hidden>${icons}</div>`;
}

/** The pages and sections that no exhibit has printed. */
function shownNowhere(): string[] {
  const views = ['pages', 'sections'].flatMap((kind) =>
    readdirSync(path.join(ROOT, 'views', kind)).map((name) => `${kind}/${name.replace('.ejs', '')}`),
  );
  return views.filter((name) => !compiledViews.has(name));
}

function indexPage(exhibits: readonly Exhibit[]): string {
  const pages = [...new Set(exhibits.map(({ page }) => page))].toSorted();
  const choice = (name: string, value: string, checked = '') =>
    `<label><input type="radio" name="${name}" id="${value}"${checked}> ${value}</label>`;
  const frame = ({ page, state, file }: Exhibit) =>
    `<figure><figcaption><a href="${file}">${escaped(state)}</a></figcaption>` +
    `<iframe loading="lazy" title="${escaped(`${page}, ${state}`)}" src="${file}"></iframe></figure>`;
  const group = (page: string) => {
    const own = exhibits.filter((exhibit) => exhibit.page === page);
    return `<details><summary><h2>${escaped(page)}</h2> ${own.length}</summary>\n${own.map(frame).join('\n')}\n</details>`;
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gallery of Ledgerless</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 1rem; }
fieldset { display: inline-block; margin: 0 1rem 1rem 0; }
label { display: inline-block; padding: 0.25rem 0.5rem; min-block-size: 1.5rem; }
summary { padding-block: 0.5rem; min-block-size: 1.5rem; }
h2 { display: inline; font-size: 1rem; }
figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top; }
iframe { display: block; inline-size: 1280px; block-size: 900px; border: 1px solid; color-scheme: light; }
:root:has(#phone:checked) iframe { inline-size: 390px; }
:root:has(#dark:checked) iframe { color-scheme: dark; }
</style>
</head>
<body>
<main>
<h1>Every page in each of its states</h1>
<fieldset><legend>Width</legend>${choice('width', 'phone', ' checked')}${choice('width', 'desktop')}</fieldset>
<fieldset><legend>Colours</legend>${choice('scheme', 'light', ' checked')}${choice('scheme', 'dark')}</fieldset>
${pages.map(group).join('\n')}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
