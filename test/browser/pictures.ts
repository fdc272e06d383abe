/** Takes the README's pictures of the dashboard, from the demo: `npm run pictures`. */

import path from 'node:path';
import type { Page } from 'playwright-core';
import { openDemo } from '../support/demo.ts';
import { launch, openWindow } from './chrome.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'pictures');

const PICTURES = [
  { name: 'dashboard-light', width: 1280, height: 1600, colorScheme: 'light' },
  { name: 'dashboard-dark', width: 1280, height: 1600, colorScheme: 'dark' },
  { name: 'dashboard-phone', width: 390, height: 1200, colorScheme: 'light' },
] as const;

/** As a person does it, through the Link page. */
async function link(page: Page, bank: RegExp): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^Connect/ }).click();
  await page.getByRole('radio', { name: bank }).check();
  await page.getByRole('radio', { name: /Maya and Tom/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Share and finish' }).click();
  await page.waitForURL('**/dashboard');
}

const house = await openDemo();
const browser = await launch();
for (const { name, width, height, colorScheme } of PICTURES) {
  const context = await openWindow(browser, house.services.config.publicUrl.origin, {
    viewport: { width, height },
    colorScheme,
  });
  const page = await context.newPage();
  await link(page, /^Fernhollow Bank/);
  await link(page, /^Quillfeather Cards/);
  await page.goto('/dashboard');
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  await context.close();
}
await browser.close();
await house.close();
