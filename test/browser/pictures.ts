/** Takes the README's pictures of the dashboard, from the demo: `npm run pictures`. */

import path from 'node:path';
import { startDemo } from '../support/demo.ts';
import { launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'pictures');

const PICTURES = [
  { name: 'dashboard-light', width: 1280, height: 1600, colorScheme: 'light' },
  { name: 'dashboard-dark', width: 1280, height: 1600, colorScheme: 'dark' },
  { name: 'dashboard-phone', width: 390, height: 1200, colorScheme: 'light' },
] as const;

const app = await startDemo();
const browser = await launch();
for (const { name, width, height, colorScheme } of PICTURES) {
  const context = await openWindow(browser, app.services.config.publicUrl.origin, {
    viewport: { width, height },
    colorScheme,
  });
  const page = await context.newPage();
  await linkBank(page, /^Fernhollow Bank/);
  await linkBank(page, /^Quillfeather Cards/);
  await page.goto('/dashboard');
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  await context.close();
}
await browser.close();
await app.close();
