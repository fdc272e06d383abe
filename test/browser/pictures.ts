/**
 * `npm run pictures`: the pictures of the README and of the home page, from the demo, and a contact sheet of all pages
 * in dist/pictures/. With words, only what they name: `readme`, `front`, or `sheet` and patterns of routes.
 */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startDemo } from '../support/demo.ts';
import { launch, openWindow } from './chrome.ts';
import { makeContactSheet } from './contact-sheet.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const README = path.join(ROOT, 'test', 'pictures');
const FRONT = path.join(ROOT, 'public', 'pictures');

const README_PICTURES = [
  { name: 'dashboard-light', width: 1280, height: 1600, colorScheme: 'light' },
  { name: 'dashboard-dark', width: 1280, height: 1600, colorScheme: 'dark' },
  { name: 'dashboard-phone', width: 390, height: 1200, colorScheme: 'light' },
] as const;
/** As views/parts/overview-picture.ejs has it: a phone's width is sharp on phones and fits beside the text on desktops. */
const FRONT_SIZE = { width: 390, height: 700 };
/** Where text is still as sharp as in the original, at two pixels for each. */
const WEBP_QUALITY = 0.82;

/** The overview of the demo's couple, as whoever looks around first sees it. */
async function openOverview(
  browser: Browser,
  url: string,
  options: Parameters<typeof openWindow>[2],
): Promise<Page> {
  const page = await (await openWindow(browser, url, options)).newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Look around as Maya and Tom' }).click();
  await page.waitForURL('**/dashboard');
  // Once more, without the notices of linking.
  await page.goto('/dashboard');
  return page;
}

async function takeReadmePictures(browser: Browser, url: string): Promise<void> {
  for (const { name, width, height, colorScheme } of README_PICTURES) {
    const page = await openOverview(browser, url, { viewport: { width, height }, colorScheme });
    await page.screenshot({ path: path.join(README, `${name}.png`) });
    await page.context().close();
  }
}

/** Only what is in main: what surrounds it is around the home page as well. */
async function takeFrontPictures(browser: Browser, url: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: FRONT_SIZE.width, height: 1400 };
    const page = await openOverview(browser, url, { viewport, colorScheme, deviceScaleFactor: 2 });
    const { y = 0 } = (await page.locator('main').boundingBox()) ?? {};
    const png = await page.screenshot({ clip: { x: 0, y, ...FRONT_SIZE } });
    await page.context().close();
    const webp = await toWebp(browser, png);
    writeFileSync(path.join(FRONT, `overview-${colorScheme}.webp`), webp);
    process.stdout.write(`overview-${colorScheme}.webp: ${webp.length} bytes\n`);
  }
}

/** By Chromium's own encoder. */
async function toWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const encoded = await page.evaluate<string>(`(async () => {
    const picture = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, 0, 0);
    const webp = await canvas.convertToBlob({ type: 'image/webp', quality: ${WEBP_QUALITY} });
    return new Uint8Array(await webp.arrayBuffer()).toBase64();
  })()`);
  await page.close();
  return Buffer.from(encoded, 'base64');
}

const [what, ...words] = process.argv.slice(2);
const isWanted = (name: string) => what === undefined || what === name;
const browser = await launch();
if (isWanted('readme') || isWanted('front')) {
  const app = await startDemo();
  const url = app.services.config.publicUrl.origin;
  if (isWanted('readme')) await takeReadmePictures(browser, url);
  if (isWanted('front')) await takeFrontPictures(browser, url);
  await app.close();
}
if (isWanted('sheet')) {
  const folder = path.join(ROOT, 'dist', 'pictures');
  await makeContactSheet(browser, folder, words);
  process.stdout.write(`the contact sheet: ${path.join(folder, 'index.html')}\n`);
}
await browser.close();
