/** The demo in a real browser without scripts. */

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import type { TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';

describeInBrowser('a person without scripts', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  /** Messages in the browser's console, failed requests, and requests to any other server. */
  let complaints: string[];

  beforeAll(async () => {
    app = await startDemo({ LIVE_BALANCES: 'view' });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  beforeEach(async () => {
    const { origin } = app.services.config.publicUrl;
    page = await (await openWindow(browser, origin)).newPage();
    complaints = [];
    page.on('console', (message) => {
      if (message.type() !== 'info')
        complaints.push(`${message.type()} ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) complaints.push(`asked ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      // The browser itself ends what is still loading when the person leaves the page.
      const isGivenUp = request.failure()?.errorText === 'net::ERR_ABORTED';
      if (!isGivenUp) complaints.push(`failed: ${request.url()}`);
    });
  });
  afterEach(() => page.context().close());

  it('links two banks, reads everything, hides amounts, disconnects one bank and logs out', async () => {
    await linkBank(page, /^Fernhollow Bank/);
    await linkBank(page, /^Quillfeather Cards/);

    const accounts = page.getByRole('region', { name: 'Accounts' }).or(page.locator('section#accounts'));
    await accounts.getByText('Live balances').waitFor();
    await accounts.getByText('Fernhollow Bank').first().waitFor();
    await accounts.getByText('Quillfeather Cards').first().waitFor();
    await expectInPlace('section#net-worth .headline');
    await expectInPlace('section#latest .entry >> nth=4');
    await page
      .getByText(/^−?\$[\d,]+\.\d\d$/)
      .first()
      .waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Transactions' }).click();
    expect(await page.locator('.entry').count()).toBeGreaterThan(20);
    await page.getByRole('link', { name: 'Older transactions' }).click();
    await page.getByText(/^Page 2 of \d+$/).waitFor();

    await page.getByRole('button', { name: 'Hide amounts' }).click();
    await page.getByText(/^Page 2 of \d+$/).waitFor();
    expect(new Set(await page.locator('.entry .money').allInnerTexts())).toEqual(new Set(['•••••']));
    await page.getByRole('button', { name: 'Show amounts' }).waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Privacy' }).click();
    expect(await page.locator('.cookies tbody tr').count()).toBe((await page.context().cookies()).length);
    await page.getByRole('navigation').getByRole('link', { name: 'Banks' }).click();
    await page.locator('summary', { hasText: 'Fernhollow Bank' }).click();
    await page.getByRole('link', { name: 'Disconnect Fernhollow Bank' }).click();
    await page.getByRole('link', { name: 'Stay connected' }).click();
    await page.locator('summary', { hasText: 'Fernhollow Bank' }).click();
    await page.getByRole('link', { name: 'Disconnect Fernhollow Bank' }).click();
    await page.getByRole('button', { name: 'Disconnect Fernhollow Bank' }).click();
    await page.getByRole('heading', { name: 'Fernhollow Bank is disconnected' }).waitFor();
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await accounts.getByText('Quillfeather Cards').first().waitFor();
    expect(await page.locator('section#accounts').getByText('Fernhollow').count()).toBe(0);

    await page.getByRole('link', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log out and disconnect' }).click();
    await page.getByRole('heading', { name: 'You are logged out' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.goto('/dashboard');
    await page.waitForURL((url) => url.pathname === '/');
    expect(complaints).toEqual([]);
  });

  it('sets filters, removes one, and downloads the result', async () => {
    await linkBank(page, /^Fernhollow Bank/);
    await page.getByRole('navigation').getByRole('link', { name: 'Transactions' }).click();
    await page
      .getByRole('navigation', { name: 'How far back' })
      .getByRole('link', { name: '90 days' })
      .click();
    expect(await page.getByLabel('Direction').isVisible()).toBe(false);
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Direction').selectOption('out');
    await page.getByLabel('Minimum').fill('20');
    await page.getByText('Accounts', { exact: true }).click();
    const accounts = page.locator('[name=account]');
    for (const account of [0, 1]) await accounts.nth(account).check();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'Remove: At least 20' }).waitFor();
    expect(await page.locator('.entry > .money').first().textContent()).toMatch(/^−\$/);

    const found = Number((await page.locator('.found strong').textContent())?.replaceAll(/\D/g, ''));
    const downloading = page.waitForEvent('download');
    await page.locator('.exports').getByRole('link', { name: /CSV/ }).click();
    const file = await readFile(await (await downloading).path(), 'utf8');
    expect(file.trim().split('\r\n')).toHaveLength(found + 1);

    await page.getByRole('link', { name: 'Remove: At least 20' }).click();
    await page.getByRole('link', { name: 'Remove: Money out' }).waitFor();
    await page.goto('/transactions?q=nothing+is+called+this');
    await page.getByText('match: “nothing is called this”').waitFor();
    expect(await page.getByLabel('Direction').isVisible()).toBe(false);
    await page.getByLabel('Search names').fill('coffee -beaverton');
    await page.keyboard.press('Enter');
    await page.getByText('Searched the full two years').waitFor();
    await page.locator('summary.entry').first().click();
    await page.getByRole('link', { name: /^All from Blue Heron Coffee/ }).click();
    await page.getByRole('heading', { name: 'Blue Heron Coffee', level: 1 }).waitFor();
    expect(await page.locator('.subject .chart rect').count()).toBe(24);
    await page.getByRole('link', { name: 'All transactions' }).click();
    await page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor();
    expect(complaints.filter((text) => !text.includes('transactions.csv'))).toEqual([]);
  });

  it('gives up at the hosted page and is back on the home page', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Connect a bank' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You left Plaid, so no bank was connected.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('sees Plaid’s cached balance while the live one is slow, and then the live one in its place', async () => {
    await linkBank(page, /^Slowwater Bank/);
    await page.goto('/dashboard', { waitUntil: 'commit' });
    const shown = page.locator('section.accounts >> visible=true');
    await shown.getByText(/^As of .+ UTC$/).waitFor();
    await shown.getByText('Live balances').waitFor();
    expect(await shown.count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  /** Visible in its slot, although the server sent it as a child of main. */
  async function expectInPlace(selector: string): Promise<void> {
    await page.locator(selector).waitFor({ state: 'visible' });
  }
});
