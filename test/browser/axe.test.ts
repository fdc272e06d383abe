/** Every page in every state, as axe sees it: WCAG 2.2 AA and axe's best practices, no violation. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { beginLink, linkBank } from '../support/link.ts';
import type { MailServer } from '../support/mail-server.ts';
import { hasPostgres } from '../support/postgres.ts';
import { hasRedis } from '../support/redis.ts';
import { askForLink, linkFor, signIn } from '../support/sign-in.ts';
import { type StoresApp, startStoresApp } from '../support/stores-app.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, handOver, launch } from './chrome.ts';
import { enter, STATES } from './states.ts';
import { openForAxe, violations } from './violations.ts';

const NAVIGATION_HEIGHT = `document.querySelector('nav.pages a').getBoundingClientRect().height`;
const EMAIL = 'somebody@example.org';

describeInBrowser('axe', () => {
  let browser: Browser;
  let client: Client;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const waitForHeading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  describe('without stores', () => {
    let app: TestApp;
    beforeAll(async () => {
      const env = { SETUP_TOKEN: 'a-token-of-the-operator' };
      app = await startTestApp({ env, now: () => new Date('2026-05-20T12:00:00Z') });
      page = await openForAxe(browser, app.url);
    });
    afterAll(async () => {
      await page?.context().close();
      await app?.close();
    });
    beforeEach(() => {
      app.emulator.control.reset();
      client = app.newClient();
    });

    const open = () => handOver(page, app.url, client);

    it('finds the faults that are put into a page', async () => {
      await open();
      await page.setContent('<html><body><img src="x"><p style="color: #ccc">Too pale</p></body></html>');
      const found = (await violations(page)).join();
      for (const rule of ['image-alt', 'color-contrast', 'html-has-lang']) expect(found).toContain(rule);
    });

    it('finds a fault in the last of many rows', async () => {
      await open();
      const rows = '<li><p>Coffee</p></li>'.repeat(100);
      const list = (last: string) => `<div class="ledger"><ol class="entries">${rows}${last}</ol></div>`;
      await page.setContent(`<html><body>${list('<li><img src="x"></li>')}</body></html>`);
      expect((await violations(page)).join()).toContain('image-alt');
      expect(await page.locator('li').count()).toBe(4);
    });

    it.each(STATES)(
      'finds nothing where the state is $state',
      async (state) => {
        const { paths, sees } = state;
        await enter(app, client, state);
        await open();
        for (const path of paths) {
          await page.goto(path);
          expect(await page.locator(sees).count(), path).toBeGreaterThan(0);
          await page.evaluate(
            'document.querySelectorAll("details").forEach((details) => (details.open = true))',
          );
          expect(await violations(page), path).toEqual([]);
        }
      },
      120_000,
    );

    it('finds nothing where banks cannot be read, beside others and alone', async () => {
      client.jar.set('bank-broken', 'v1.damaged');
      await open();
      await page.goto('/');
      await page.getByRole('heading', { level: 2, name: 'One bank cannot be used here' }).waitFor();
      expect(await violations(page), 'alone').toEqual([]);
      giveBank(app, client);
      await open();
      for (const path of ['/banks', '/spending', '/net-worth', '/logout']) {
        await page.goto(path);
        await page
          .getByText(/could not be used|cannot be used here|missing here/)
          .first()
          .waitFor();
        expect(await violations(page), path).toEqual([]);
      }
    });

    it('finds nothing half-way through the stream', async () => {
      giveBank(app, client);
      await open();
      const release = app.emulator.control.hold({ path: '/transactions/get' });
      for (const path of ['/dashboard', '/spending', '/net-worth', '/recurring', '/ahead']) {
        await page.goto(path, { waitUntil: 'commit' });
        await page.locator('main h1').waitFor({ state: 'attached' });
        // The style sheet comes later than the first words.
        await expect.poll(() => page.evaluate<number>(NAVIGATION_HEIGHT)).toBeGreaterThan(24);
        expect(await violations(page), path).toEqual([]);
      }
      release();
    });

    it('finds nothing while Plaid has not said how a linking ended', async () => {
      const returnUrl = app.emulator.control.returnUrl(await beginLink(client));
      app.emulator.control.inject(
        { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
        { path: '/link/token/get' },
      );
      await open();
      // The page looks again by itself every few seconds, and axe takes longer.
      await page.route('**/link/return', async (route) => {
        const response = await route.fetch({ url: returnUrl });
        const { refresh, ...headers } = response.headers();
        expect(refresh).toBe('5');
        await route.fulfill({ response, headers });
      });
      await page.goto('/link/return');
      await waitForHeading('Waiting for Plaid');
      expect(await violations(page)).toEqual([]);
      await page.unrouteAll();
    });

    it('finds nothing on the operator’s page', async () => {
      await client.post('/setup', { token: 'a-token-of-the-operator' });
      await open();
      await page.goto('/setup');
      await page.getByRole('heading', { level: 2, name: 'Client address and proxies' }).waitFor();
      expect(await violations(page)).toEqual([]);
    });

    it('finds nothing on the pages of disconnecting and log-out', async () => {
      // One with a disconnect link, and one without.
      await linkBank(client);
      giveBank(app, client, { institutionId: 'ins_900002' });
      await open();
      await page.goto('/banks');
      await page.locator('summary', { hasText: 'Fernhollow Bank' }).click();
      await page.getByRole('link', { name: /^Disconnect link/ }).click();
      await waitForHeading(/Disconnect/);
      expect(await violations(page), 'disconnect link').toEqual([]);
      await page.goto('/banks');
      await page.locator('summary', { hasText: 'Quillfeather Cards' }).click();
      await page.getByRole('link', { name: 'Disconnect Quillfeather Cards' }).click();
      await waitForHeading('Disconnect Quillfeather Cards?');
      expect(await violations(page), 'question').toEqual([]);
      await page.getByRole('button', { name: 'Disconnect Quillfeather Cards' }).click();
      await waitForHeading(/is disconnected$/);
      expect(await violations(page), 'receipt').toEqual([]);
      app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/remove' });
      await page.getByRole('link', { name: 'Log out' }).click();
      await waitForHeading('Log out and disconnect one bank?');
      expect(await violations(page), 'question before log-out').toEqual([]);
      await page.getByRole('button', { name: 'Log out and disconnect' }).click();
      await waitForHeading(/Not every bank/);
      expect(await violations(page), 'receipt of a failure').toEqual([]);
    });
  });

  describe.skipIf(!hasRedis || !hasPostgres)('with Redis and PostgreSQL', () => {
    let stores: StoresApp;
    let mail: MailServer;
    beforeAll(async () => {
      stores = await startStoresApp({ redis: true, accounts: true });
      mail = stores.mail as MailServer;
      page = await openForAxe(browser, stores.app.url);
    });
    afterAll(async () => {
      await page?.context().close();
      await stores?.close();
    });
    beforeEach(() => {
      client = stores.app.newClient();
    });

    /** On these pages, each of which must have what it is opened for. */
    async function expectNothing(
      ...places: readonly (readonly [path: string, sees: string])[]
    ): Promise<void> {
      await handOver(page, stores.app.url, client);
      for (const [path, sees] of places) {
        await page.goto(path);
        expect(await page.locator(sees).count(), path).toBeGreaterThan(0);
        expect(await violations(page), path).toEqual([]);
      }
    }

    it('finds nothing where somebody signs in', async () => {
      await expectNothing(
        ['/', '.overview-picture'],
        ['/sign-in', 'input[type=email]'],
        ['/privacy', '.account'],
      );
      await askForLink(client, EMAIL);
      await expectNothing(
        ['/sign-in', 'h1:has-text("Check your e-mail")'],
        [linkFor(mail, EMAIL), 'main button:has-text("Sign in")'],
      );
    });

    it('finds nothing where too many sign-in links were requested', async () => {
      for (let turn = 0; turn < 5; turn++) await askForLink(stores.app.newClient(), 'popular@example.org');
      await handOver(page, stores.app.url, client);
      await page.goto('/sign-in');
      await page.getByLabel('E-mail address').fill('popular@example.org');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'Too many sign-in links' }).waitFor();
      expect(await violations(page)).toEqual([]);
    });

    it('finds nothing with an account and cached transactions, nor when all is deleted', async () => {
      await signIn(client, mail, EMAIL);
      await linkBank(client);
      await stores.hearNews();
      await client.get('/recurring');
      const cached = ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring'];
      await expectNothing(
        ['/account', '.account tbody td'],
        ['/privacy', '.held-copies tbody td'],
        ['/banks', '.rows summary'],
        ['/logout', 'main form'],
        ...cached.map((path) => [path, '.copied'] as const),
      );
      await page.getByRole('button', { name: 'Refresh transactions' }).click();
      await page.waitForURL('**/recurring');
      expect(await page.locator('.copied').count()).toBe(0);
      await page.goto('/privacy');
      await page.getByRole('button', { name: 'Delete everything' }).click();
      await page.getByRole('heading', { name: 'Everything is deleted' }).waitFor();
      expect(await violations(page)).toEqual([]);
    }, 120_000);
  });
});
