/** A real Chromium for tests; where there is none they are skipped, and fail on CI. */

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { describe, it } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import type { Client } from '../support/client.ts';

const executablePath = findChromium();

/** Like `describe`, for what needs a browser. */
export function describeInBrowser(name: string, body: () => void): void {
  if (executablePath || process.env.CI) describe(name, body);
  else it.skip(`${name}: no browser here, apt-get install chromium-headless-shell`);
}

export function launch(): Promise<Browser> {
  if (!executablePath) throw new Error('no Chromium found: apt-get install chromium-headless-shell');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A window of the browser, with the cookies of someone who has linked banks already. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { client?: Client } = {},
): Promise<BrowserContext> {
  const { client, ...rest } = options;
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: url,
    locale: 'en-US',
    ...rest,
  });
  await context.addCookies(cookiesOf(client, url));
  return context;
}

/** Gives a page to somebody else: to open a window anew takes half a second of the processor. */
export async function handOver(page: Page, url: string, client?: Client): Promise<void> {
  await page.context().clearCookies();
  await page.context().addCookies(cookiesOf(client, url));
}

function cookiesOf(client: Client | undefined, url: string) {
  return [...(client?.jar ?? [])].map(([name, value]) => ({ name, value, url }));
}
