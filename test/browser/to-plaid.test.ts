/** The way to Plaid's page in a real browser, which holds redirects of forms to our policy. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PlaidProxy, startPlaidProxy } from '../support/plaid-proxy.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';

describeInBrowser('the way to Plaid’s page', () => {
  let app: TestApp;
  let proxy: PlaidProxy;
  /** Its Plaid is where the proxy is, and the page to sign in on is not. */
  let elsewhere: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp();
    proxy = await startPlaidProxy(app.emulator.baseUrl);
    elsewhere = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: app.emulator });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await elsewhere?.close();
    await proxy?.close();
    await app?.close();
  });

  async function connect(url: string) {
    const page = await (await openWindow(browser, url)).newPage();
    await page.goto('/');
    await page.getByRole('button', { name: /^Connect/ }).click();
    return page;
  }

  it('is a redirect where our policy allows one', async () => {
    const page = await connect(app.url);
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    expect(new URL(page.url()).origin).toBe(app.emulator.baseUrl);
    await page.context().close();
  });

  it('is a link where it allows none, and leads on to a linked bank', async () => {
    const page = await connect(elsewhere.url);
    await page.getByRole('heading', { name: 'Continue to Plaid' }).waitFor();
    await page.getByRole('link', { name: 'Continue to Plaid' }).click();
    await page.getByRole('radio', { name: /^Fernhollow Bank/ }).check();
    await page.getByRole('radio', { name: /Maya and Tom/ }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    // Back to us from the last form of that page, which has no policy of ours.
    await page.getByRole('button', { name: 'Share and finish' }).click();
    await page.waitForURL('**/dashboard');
    expect(await page.getByText('Fernhollow Bank is connected').count()).toBe(1);
    await page.context().close();
  });
});
