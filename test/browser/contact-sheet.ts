/** A contact sheet: every page with one bank, four, twenty, broken ones and none, narrow and wide, light and dark. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startDemo } from '../support/demo.ts';
import { answeredPages, PAGE_NAMES } from './answered-pages.ts';
import { openWindow } from './chrome.ts';

const WIDTHS = [390, 1280];
const SCHEMES = ['light', 'dark'] as const;
/** Where each answer is shown again, as if it came from the app. */
const ADDRESS = '**/contact-sheet';

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
  const names = PAGE_NAMES.filter(
    (name) => words.length === 0 || words.some((word) => new RegExp(word).test(name)),
  );
  const sheet = new Map<string, Picture[]>(names.map((name) => [name, []]));
  let page: Page | undefined;
  for await (const { state, name, html, url } of answeredPages(names)) {
    page ??= await (await openWindow(browser, url)).newPage();
    await page.route(ADDRESS, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await page.goto('/contact-sheet');
    sheet.get(name)?.push(...(await takeLooks(page, { folder, state, name })));
    await page.unroute(ADDRESS);
  }
  await page?.context().close();
  if (words.length === 0) await addDemo(browser, folder, sheet);
  writeFileSync(path.join(folder, 'index.html'), sheetHtml(sheet));
}

/** The two pages that only the demo has. */
async function addDemo(browser: Browser, folder: string, sheet: Map<string, Picture[]>): Promise<void> {
  const app = await startDemo();
  const page = await (await openWindow(browser, app.services.config.publicUrl.origin)).newPage();
  const add = async (name: string) => sheet.set(name, await takeLooks(page, { folder, state: 'demo', name }));
  await page.goto('/');
  await add('home page');
  await page.getByRole('button', { name: 'Connect a bank' }).click();
  await page.getByText('Try how a broken bank looks').click();
  await add('bank page');
  await page.context().close();
  await app.close();
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
