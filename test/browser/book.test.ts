/** A book in a real browser without scripts: written on the pages, downloaded, lost at log-out, and uploaded again. */

import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import type { TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';

describeInBrowser('a person with a book', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await startDemo();
    browser = await launch();
    page = await (await openWindow(browser, app.services.config.publicUrl.origin)).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();
  const follow = (name: string | RegExp) => page.getByRole('link', { name, exact: true }).first().click();
  const goTo = (name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  const notice = (text: RegExp) => page.locator('.notice', { hasText: text }).waitFor();

  async function openFirstRow(search: string) {
    await page.goto(`/transactions?q=${search}`);
    await page.locator('summary.entry').first().click();
  }

  it('renames, files, sets a target, adds a house and a rate, downloads all of it, logs out, and uploads it again', async () => {
    await linkBank(page, /^Fernhollow Bank/);

    await openFirstRow('heron');
    await follow('Call it…');
    await page.getByLabel('Call them').fill('The <corner> café');
    await press('Preview changes');
    await page.getByText(/^It changes \d+ transactions of the last two years\.$/).waitFor();
    expect(await page.locator('.preview .entry').count()).toBe(5);
    await press('Save');
    await page.waitForURL('**/transactions?q=heron');
    await notice(/^Saved in your book: “Blue Heron Coffee” is called The <corner> café/);
    await page.locator('.entry .payee', { hasText: 'The <corner> café' }).first().waitFor();

    await page.locator('summary.entry').first().click();
    await page.getByText('Plaid calls it Blue Heron Coffee').first().waitFor();
    await follow('File under…');
    expect(await page.getByLabel('Transactions with these words').inputValue()).toBe('Blue Heron Coffee');
    await page.getByLabel('Or your own category').fill('Treats');
    await press('Preview changes');
    await press('Save');
    await page.locator('.entry .about', { hasText: 'Treats' }).first().waitFor();
    await press('Undo');
    await notice(/^Undone/);
    await openFirstRow('heron');
    expect(await page.locator('.entry .about', { hasText: 'Treats' }).count()).toBe(0);
    await follow('File under…');
    await page.getByLabel('File them under').selectOption({ label: 'Travel' });
    await press('Preview changes');
    await press('Save');

    await page.goto('/transactions?category=TRAVEL');
    await follow('Set a target for a month');
    expect(await page.locator('select[name=category]').inputValue()).toBe('TRAVEL');
    await page.getByLabel('Monthly target').fill('100');
    await press('Save');
    await notice(/Travel: a target for each month/);

    await goTo('Net worth');
    await follow('Add a house, car, cash or loan');
    await page.getByLabel('Its name').fill('Our house');
    await page.locator('select[name=of]').selectOption('property');
    await page.getByLabel('As of').fill('2026-04-01');
    await page.getByLabel(/^What it is worth/).fill('420,000');
    await page.getByLabel('Currency').fill('usd');
    await press('Save');
    await page.waitForURL('**/net-worth');

    await goTo('Book');
    await follow('Set your own rate');
    await page.getByLabel('From currency').fill('EUR');
    await page.getByLabel('Rate').fill('1.08');
    await page.getByLabel('To currency').fill('USD');
    await press('Save');
    await page
      .locator('section#book .effect', { hasText: /\d+ transactions/ })
      .first()
      .waitFor();
    expect(await page.locator('section#book .written li').count()).toBe(5);

    const downloading = page.waitForEvent('download');
    await follow('Download');
    const taken = await readFile(await (await downloading).path(), 'utf8');
    expect(taken.trimEnd().split('\n')).toEqual([
      '# Ledgerless book 1',
      'file "Blue Heron Coffee" under TRAVEL',
      'call "Blue Heron Coffee" The <corner> café',
      'target TRAVEL 100 USD',
      'own "Our house" property 420000 USD 2026-04-01',
      'rate EUR 1.08 USD',
    ]);

    await follow('Log out');
    await page.getByText('Your book, with its 5 lines, is deleted as well').waitFor();
    await press('Log out and disconnect');
    await page.getByRole('heading', { name: 'You are logged out' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);

    await linkBank(page, /^Fernhollow Bank/);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Book' }).count()).toBe(0);
    await page.goto('/book');
    const file = path.join(os.tmpdir(), `book-${process.pid}.txt`);
    await writeFile(file, `${taken}nonsense\n`);
    await page.getByLabel(/^A book as a text file/).setInputFiles(file);
    await press('Upload');
    await page.getByText('It would add 5 lines.').waitFor();
    await page.getByText('Line 7:').waitFor();
    await press('Save');
    await notice(/^Your book was updated: 5 lines added/);
    const again = page.waitForEvent('download');
    await follow('Download');
    expect(await readFile(await (await again).path(), 'utf8')).toBe(taken);
    await openFirstRow('heron');
    await page.locator('.entry .payee', { hasText: 'The <corner> café' }).first().waitFor();
  }, 180_000);
});
