/** Every page in every state, as axe sees it: WCAG 2.2 AA and axe's best practices, no violation. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { beginLink } from '../support/link.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch } from './chrome.ts';
import { STATES } from './states.ts';
import { openForAxe, violations } from './violations.ts';

const NAVIGATION_HEIGHT = `document.querySelector('nav.pages a').getBoundingClientRect().height`;

describeInBrowser('axe', () => {
  let app: TestApp;
  let browser: Browser;
  let client: Client;
  let page: Page;
  beforeAll(async () => {
    app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(() => {
    client = app.newClient();
  });
  afterEach(async () => {
    await page.context().close();
    app.emulator.control.reset();
  });

  async function open(): Promise<void> {
    page = await openForAxe(browser, app.url, client);
  }

  it('would find what is wrong', async () => {
    await open();
    await page.setContent('<html><body><img src="x"><p style="color: #ccc">Too pale</p></body></html>');
    const found = (await violations(page)).join();
    for (const rule of ['image-alt', 'color-contrast', 'html-has-lang']) expect(found).toContain(rule);
  });

  it.each(STATES)(
    'finds nothing where the state is $state',
    async ({ banks, paths, sees, isHidden }) => {
      for (const institutionId of banks) giveBank(app, client, { institutionId });
      if (isHidden) await client.post('/preferences', { hidden: 'yes' });
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

  it('finds nothing half-way through the stream', async () => {
    giveBank(app, client);
    await open();
    const release = app.emulator.control.hold({ path: '/transactions/get' });
    for (const path of ['/dashboard', '/spending', '/recurring']) {
      await page.goto(path, { waitUntil: 'commit' });
      await page.locator('main h1').waitFor({ state: 'attached' });
      // The style comes by itself, and later than the first words.
      const height = () => page.evaluate<number>(NAVIGATION_HEIGHT);
      await expect.poll(height).toBeGreaterThan(24);
      expect(await violations(page), path).toEqual([]);
    }
    release();
  }, 60_000);

  it('finds nothing while Plaid has not said how a linking ended', async () => {
    await beginLink(client);
    app.emulator.control.inject(
      { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
      { path: '/link/token/get' },
    );
    await open();
    // It looks again by itself every few seconds, and axe takes some.
    await page.route('**/link/return', async (route) => {
      const response = await route.fetch();
      const { refresh, ...headers } = response.headers();
      expect(refresh).toBe('5');
      await route.fulfill({ response, headers });
    });
    await page.goto('/link/return');
    await page.getByRole('heading', { level: 1, name: 'Waiting for Plaid' }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('finds nothing on the way out', async () => {
    giveBank(app, client);
    giveBank(app, client, { institutionId: 'ins_900002' });
    await open();
    await page.goto('/privacy');
    await page
      .getByRole('link', { name: /^Disconnect link/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /Disconnect/ }).waitFor();
    expect(await violations(page), 'disconnect link').toEqual([]);
    await page.goto('/privacy');
    await page.getByRole('button', { name: 'Disconnect Quillfeather Cards' }).click();
    await page.getByRole('heading', { level: 1, name: /is disconnected$/ }).waitFor();
    expect(await violations(page), 'receipt').toEqual([]);
    app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/remove' });
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { level: 1, name: /Not every bank/ }).waitFor();
    expect(await violations(page), 'receipt of a failure').toEqual([]);
  }, 60_000);
});
