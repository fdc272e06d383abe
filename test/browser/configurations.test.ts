/** Linking, reading, disconnecting and deleting in each configuration, in a real browser. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkFor } from '../support/sign-in.ts';
import { CONFIGURATIONS, type StoresApp, startStoresApp } from '../support/stores-app.ts';
import { goThrough, type Walker } from '../support/walk.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';

function inBrowser(page: Page): Walker {
  return {
    async signIn(mail, email) {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill(email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor();
      await page.goto(linkFor(mail, email));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText(email).first().waitFor();
    },
    link: ({ name }) => linkBank(page, new RegExp(`^${name}`)),
    async read() {
      await page.goto('/transactions');
      expect(await page.locator('.entry').count()).toBeGreaterThan(5);
      await page.goto('/spending');
      expect(await page.locator('main table tbody tr').count()).toBeGreaterThan(5);
      await page.goto('/dashboard');
      await page.locator('section#latest .entry').first().waitFor();
      const about = await page.locator('section#accounts .balance small .name').allTextContents();
      return new Set(about.map((text) => text.split(' · ')[0] ?? ''));
    },
    async disconnect(name) {
      await page.goto('/banks');
      await page.locator('summary', { hasText: name }).click();
      await page.getByRole('link', { name: `Disconnect ${name}` }).click();
      await page.getByRole('button', { name: `Disconnect ${name}` }).click();
      await page.getByRole('heading', { name: `${name} is disconnected` }).waitFor();
    },
    async deleteAll() {
      await page.goto('/privacy');
      await page.getByRole('button', { name: 'Delete everything' }).click();
      await page.getByRole('heading', { name: 'Everything is deleted' }).waitFor();
      return page.locator('.receipt tbody th').allInnerTexts();
    },
    cookies: async () => (await page.context().cookies()).map(({ name }) => name),
  };
}

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  describe.each(CONFIGURATIONS)('$name', ({ on, canRun }) => {
    let stores: StoresApp;
    beforeAll(async () => {
      if (canRun) stores = await startStoresApp(on);
    });
    afterAll(() => stores?.close());

    it.skipIf(!canRun)(
      'two banks are linked, read, disconnected and deleted, and nothing is left',
      async () => {
        const context = await openWindow(browser, stores.app.url);
        await goThrough(stores, on, inBrowser(await context.newPage()));
        await context.close();
      },
    );
  });
});
