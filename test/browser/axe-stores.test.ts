/** Pages that only Redis and PostgreSQL bring, as axe sees them. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import type { MailServer } from '../support/mail-server.ts';
import { hasPostgres } from '../support/postgres.ts';
import { hasRedis } from '../support/redis.ts';
import { askForLink, linkFor, signIn } from '../support/sign-in.ts';
import { type StoresApp, startStoresApp } from '../support/stores-app.ts';
import { describeInBrowser, launch } from './chrome.ts';
import { openForAxe, violations } from './violations.ts';

const EMAIL = 'somebody@example.org';

describeInBrowser('axe, with Redis and PostgreSQL', () => {
  const cannotRun = !hasRedis || !hasPostgres;
  let stores: StoresApp;
  let mail: MailServer;
  let browser: Browser;
  let client: Client;
  let page: Page | undefined;
  beforeAll(async () => {
    if (cannotRun) return;
    stores = await startStoresApp({ redis: true, accounts: true });
    mail = stores.mail as MailServer;
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await stores?.close();
  });
  beforeEach(() => {
    if (!cannotRun) client = stores.app.newClient();
  });
  afterEach(() => page?.context().close());

  /** On these pages, each of which must have what it is looked at for. */
  async function expectNothing(places: readonly (readonly [path: string, sees: string])[]): Promise<void> {
    page = await openForAxe(browser, stores.app.url, client);
    for (const [path, sees] of places) {
      await page.goto(path);
      expect(await page.locator(sees).count(), path).toBeGreaterThan(0);
      expect(await violations(page), path).toEqual([]);
    }
  }

  it.skipIf(cannotRun)(
    'finds nothing where somebody signs in',
    async () => {
      await expectNothing([
        ['/', '.statement'],
        ['/sign-in', 'input[type=email]'],
        ['/privacy', '.account'],
      ]);
      await page?.context().close();
      await askForLink(client, EMAIL);
      await expectNothing([
        ['/sign-in', 'h1:has-text("Look in your mailbox")'],
        [linkFor(mail, EMAIL), 'main button:has-text("Sign in")'],
      ]);
    },
    60_000,
  );

  it.skipIf(cannotRun)(
    'finds nothing where too many links were asked for',
    async () => {
      for (let turn = 0; turn < 5; turn++) await askForLink(stores.app.newClient(), 'popular@example.org');
      page = await openForAxe(browser, stores.app.url, client);
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill('popular@example.org');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'Enough links for now' }).waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );

  it.skipIf(cannotRun)(
    'finds nothing where there are an account and copies, nor when all is deleted',
    async () => {
      await signIn(client, mail, EMAIL);
      await linkBank(client);
      await stores.hearNews();
      await client.get('/recurring');
      await expectNothing([
        ['/account', '.account tbody td'],
        ['/privacy', '.held-copies tbody td'],
        ...['/dashboard', '/transactions', '/spending', '/recurring'].map(
          (path) => [path, '.copied'] as const,
        ),
      ]);
      await page?.getByRole('button', { name: 'Ask the bank now' }).click();
      await page?.waitForURL('**/recurring');
      expect(await page?.locator('.copied').count()).toBe(0);
      await page?.goto('/privacy');
      await page?.getByRole('button', { name: 'Delete everything' }).click();
      await page?.getByRole('heading', { name: 'Everything is deleted' }).waitFor();
      expect(page && (await violations(page))).toEqual([]);
    },
    120_000,
  );
});
