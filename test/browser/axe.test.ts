/** Every page in every state, as axe sees it: WCAG 2.2 AA and axe's best practices, no violation. */

import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Browser as Visitor } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const READING = ['/dashboard', '/transactions', '/spending?months=24', '/recurring'];
const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

/** Every way to look at a page; what only colours can change is all that two of them are asked for. */
const LOOKS = [
  { size: NARROW, colorScheme: 'light', rules: { type: 'tag', values: TAGS } },
  { size: NARROW, colorScheme: 'dark', rules: { type: 'rule', values: ['color-contrast'] } },
  { size: WIDE, colorScheme: 'dark', rules: { type: 'tag', values: TAGS } },
  { size: WIDE, colorScheme: 'light', rules: { type: 'rule', values: ['color-contrast'] } },
] as const;

interface State {
  readonly state: string;
  readonly banks: readonly string[];
  readonly paths: readonly string[];
  /** What each of these pages must have, so that it is looked at in this state and no other. */
  readonly sees: string;
  readonly isHidden?: true;
}

const STATES: readonly State[] = [
  { state: 'nobody', banks: [], paths: ['/', '/privacy', '/setup', '/no-such-page'], sees: 'h1' },
  {
    state: 'linked',
    banks: ['ins_900001', 'ins_900002', 'ins_900004'],
    paths: READING,
    sees: 'section .money',
  },
  { state: 'linked, elsewhere', banks: ['ins_900001', 'ins_900010'], paths: ['/', '/privacy'], sees: 'form' },
  {
    state: 'several currencies',
    banks: ['ins_900005', 'ins_900001'],
    paths: READING,
    sees: 'section .money',
  },
  {
    state: 'nothing to show',
    banks: ['ins_900003'],
    paths: ['/dashboard', '/recurring', '/transactions?q=nothing+is+called+this&min=5&from=2026-05-01'],
    sees: '.note, .empty',
  },
  {
    state: 'filtered',
    banks: ['ins_900001'],
    paths: ['/transactions?q=e&direction=out&days=365&page=2', '/transactions?pending=only&category=TRAVEL'],
    sees: '.chip',
  },
  {
    state: 'partial',
    banks: ['ins_900001', 'ins_900008', 'ins_900009', 'ins_900011'],
    paths: READING,
    sees: '.partial',
  },
  {
    state: 'credit',
    banks: ['ins_900001', 'ins_900002', 'ins_900004', 'ins_900008', 'ins_900009'],
    paths: ['/credit'],
    sees: '.figures .money',
  },
  { state: 'failed', banks: ['ins_900008'], paths: READING, sees: '.failed, .empty' },
  { state: 'waiting', banks: ['ins_900011'], paths: READING, sees: '.empty' },
  {
    state: 'hidden',
    banks: ['ins_900001', 'ins_900002'],
    paths: READING,
    sees: '.money:has-text("•••••")',
    isHidden: true,
  },
];

describeInBrowser('axe', () => {
  let house: House;
  let browser: Browser;
  let visitor: Visitor;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    house = await openHouse({ now: () => new Date('2026-05-20T12:00:00Z') });
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => {
    visitor = house.visitor();
  });
  afterEach(async () => {
    await context.close();
    house.emulator.control.reset();
  });

  /** Scripts run here, and our policy is set aside, for axe alone: it is one. */
  async function open(): Promise<void> {
    context = await openWindow(browser, house.url, { visitor, javaScriptEnabled: true, bypassCSP: true });
    page = await context.newPage();
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
      for (const institutionId of banks) giveBank(house, visitor, { institutionId });
      if (isHidden) await visitor.post('/preferences', { hidden: 'yes' });
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
    giveBank(house, visitor);
    await open();
    const release = house.emulator.control.hold({ path: '/transactions/get' });
    for (const path of ['/dashboard', '/spending', '/recurring']) {
      await page.goto(path, { waitUntil: 'commit' });
      await page.locator('main h1').waitFor({ state: 'attached' });
      expect(await violations(page), path).toEqual([]);
    }
    release();
  }, 60_000);

  it('finds nothing on the way out', async () => {
    giveBank(house, visitor);
    giveBank(house, visitor, { institutionId: 'ins_900002' });
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
    house.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/remove' });
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { level: 1, name: /Not every bank/ }).waitFor();
    expect(await violations(page), 'receipt of a failure').toEqual([]);
  }, 60_000);
});

/** A dashboard that waits for a new bank's history looks again by itself, for a minute: that is its purpose. */
const ASKED_FOR = 'meta-refresh';

/** What axe finds in any of the looks, a line for each place. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const lines: string[] = [];
  for (const { size, colorScheme, rules } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`);
    for (const { id, nodes } of found.violations.filter(({ id }) => id !== ASKED_FOR))
      for (const { target } of nodes)
        lines.push(`${id} at ${size.width}, ${colorScheme}: ${target.join(' ')}`);
  }
  return lines;
}
