/** The page of banks and the questions before ending them, in a real browser without scripts. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';

const PHONE = { width: 390, height: 844 };
/** The demo's banks of all kinds: ins_900001 to ins_900020. */
const TWENTY = Array.from({ length: 20 }, (_, i) => `ins_9000${String(i + 1).padStart(2, '0')}`);

/** Of each row its lines of text, where a button or link beneath is one. */
const LINES = `[...document.querySelectorAll('.rows > li')].map((row) => {
  const tops = new Set();
  for (const element of row.querySelectorAll('summary strong, summary small > span')) {
    const range = document.createRange();
    range.selectNodeContents(element);
    for (const { top } of range.getClientRects()) tops.add(Math.round(top / 4));
  }
  const action = row.querySelector('.while-closed');
  return tops.size + (action && action.checkVisibility() ? 1 : 0);
})`;
const WIDTHS = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';

describeInBrowser('banks', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  afterEach(() => page?.context().close());

  describe.each([
    ['in the demo', startDemo],
    ['with another server that answers as Plaid does', startTestApp],
  ])('%s', (_, start) => {
    let app: TestApp;
    beforeAll(async () => {
      app = await start();
    });
    afterAll(() => app?.close());
    const origin = () => (app.services.demo ? app.services.config.publicUrl.origin : app.url);

    it('are added, kept longer, told of when they cannot be read, and ended after a question', async () => {
      page = await (await openWindow(browser, origin(), { viewport: PHONE })).newPage();
      const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
      await linkBank(page, /^Fernhollow Bank/);
      await page.getByText(/^1 bank, connected until /).waitFor();
      await page.getByRole('link', { name: 'Add a bank' }).click();
      await page.getByLabel('Stay connected').selectOption('90');
      await page.getByRole('button', { name: 'Add a bank' }).click();
      await page.getByRole('radio', { name: /^Quillfeather Cards/ }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Share and finish' }).click();
      await page.getByText('Quillfeather Cards is connected (90 days).').waitFor();

      await page.getByText(/^2 banks, the first connected until /).waitFor();
      await page.getByRole('link', { name: 'Keep longer' }).click();
      await page.getByLabel('All banks, from now on').selectOption('90');
      await page.getByRole('button', { name: 'Keep longer: all banks' }).click();
      await page.getByText(/Fernhollow Bank.* stays? connected \(90 days\)\./).waitFor();

      const [cookie] = await page.context().cookies();
      const damaged = { ...cookie, name: 'bank-broken', value: 'v1.damaged' } as NonNullable<typeof cookie>;
      await page.context().addCookies([damaged]);
      await page.getByRole('link', { name: 'Ledgerless' }).click();
      await page.waitForURL('**/dashboard');
      await page.getByText('One bank is missing here').waitFor();
      await page.getByRole('link', { name: 'What that means' }).click();
      await page.getByRole('heading', { level: 2, name: 'One bank cannot be used here' }).waitFor();
      await page.getByText('Stop telling me').click();
      await page.getByRole('button', { name: 'Remove from this browser' }).click();
      await page.getByText('One cookie that could not be used was removed').waitFor();

      await page.locator('summary', { hasText: 'Fernhollow Bank' }).click();
      await page.getByText('Everyday Checking').waitFor();
      await page.getByRole('link', { name: 'Disconnect Fernhollow Bank' }).click();
      await heading('Disconnect Fernhollow Bank?');
      await page.getByText('Your other bank stays connected.').waitFor();
      await page.getByRole('button', { name: 'Disconnect Fernhollow Bank' }).click();
      await heading('Fernhollow Bank is disconnected');

      await page.getByRole('link', { name: 'Go to the overview' }).click();
      await page.getByRole('link', { name: 'Log out' }).click();
      await heading('Log out and disconnect one bank?');
      await page.getByRole('link', { name: 'Stay connected' }).click();
      await page.waitForURL('**/dashboard');
      await page.getByRole('link', { name: 'Log out' }).click();
      await page.getByRole('button', { name: 'Log out and disconnect' }).click();
      await heading('You are logged out');
      expect(await page.context().cookies()).toEqual([]);
    });
  });

  describe('of all kinds', () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await startTestApp();
      await app.services.load();
    });
    afterAll(() => app?.close());

    async function open(banks: readonly string[], width: number): Promise<void> {
      const client = app.newClient();
      for (const institutionId of banks) giveBank(app, client, { institutionId });
      const viewport = { width, height: 844 };
      page = await (await openWindow(browser, app.url, { client, viewport })).newPage();
    }

    it.each([390, 1280])(
      'have rows of three lines at most until they are opened, twenty of them at %d pixels',
      async (width) => {
        await open(TWENTY, width);
        await page.goto('/banks');
        const lines = await page.evaluate<number[]>(LINES);
        expect(lines).toHaveLength(20);
        expect(Math.max(...lines)).toBeLessThanOrEqual(3);
        const [wide, room] = await page.evaluate<[number, number]>(WIDTHS);
        expect(wide).toBeLessThanOrEqual(room);
      },
    );

    it('have one action each that needs one, opened or not', async () => {
      await open(['ins_900009', 'ins_900001'], PHONE.width);
      await page.goto('/banks');
      const action = page.getByRole('button', { name: 'Sign in again at Marlbrook Savings' });
      const shown = () => action.filter({ visible: true }).count();
      expect(await shown()).toBe(1);
      await page.locator('summary', { hasText: 'Marlbrook' }).first().click();
      expect(await shown()).toBe(1);
    });

    it.each([320, 390, 1280])('let people log out by a word at %d pixels', async (width) => {
      await open(['ins_900001'], width);
      await page.goto('/banks');
      const word = page.locator('.leave');
      const { width: room = 0, x = 0 } = (await word.boundingBox()) ?? {};
      expect(room).toBeGreaterThan(40);
      expect(x + room).toBeLessThanOrEqual(width);
      expect(await word.textContent()).toBe('Log out');
    });
  });
});
