import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDemo } from '../support/demo.ts';
import { hasPostgres } from '../support/postgres.ts';
import { hasRedis } from '../support/redis.ts';
import { linkFor } from '../support/sign-in.ts';
import {
  expectNothingLeft,
  expectOnlyToldKeys,
  openStoresHouse,
  type StoresHouse,
} from '../support/stores-house.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';

const EMAIL = 'walker@example.org';

describeInBrowser('with Redis, PostgreSQL and e-mail', () => {
  const cannotRun = !hasRedis || !hasPostgres;
  let stores: StoresHouse;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    if (cannotRun) return;
    stores = await openStoresHouse({ redis: true, accounts: true }, openDemo);
    browser = await launch();
    page = await (await openWindow(browser, stores.house.services.config.publicUrl.origin)).newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await stores?.close();
  });

  async function signIn(): Promise<void> {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor();
    if (stores.mail) await page.goto(linkFor(stores.mail, EMAIL));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(EMAIL).first().waitFor();
  }

  async function link(bank: RegExp): Promise<void> {
    await page.goto('/');
    await page.getByRole('button', { name: /^Connect/ }).click();
    await page.getByRole('radio', { name: bank }).check();
    await page.getByRole('radio', { name: /Maya and Tom/ }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Share and finish' }).click();
    await page.waitForURL('**/dashboard');
  }

  async function readAll(): Promise<void> {
    await page.goto('/dashboard');
    await page.locator('section#latest .entry').first().waitFor();
    await page.goto('/transactions');
    expect(await page.locator('.entry').count()).toBeGreaterThan(5);
    await page.goto('/spending');
    expect(await page.locator('main table tbody tr').count()).toBeGreaterThan(5);
  }

  it.skipIf(cannotRun)(
    'a person signs in, links two banks, reads, and leaves nothing behind',
    async () => {
      await signIn();
      await link(/^Fernhollow Bank/);
      await link(/^Quillfeather Cards/);
      await readAll();
      await expectOnlyToldKeys(stores, 2);

      await page.goto('/privacy');
      await page.getByRole('button', { name: 'Disconnect Fernhollow Bank' }).click();
      await page.getByRole('heading', { name: 'Fernhollow Bank is disconnected' }).waitFor();
      await readAll();
      await expectOnlyToldKeys(stores, 1);

      await page.goto('/privacy');
      await page.getByRole('button', { name: 'Delete everything' }).click();
      await page.getByRole('heading', { name: 'Everything is deleted' }).waitFor();
      expect(await page.context().cookies()).toEqual([]);
      await expectNothingLeft(stores, [EMAIL, '127.0.0.1']);
    },
    60_000,
  );
});
