/** Figures of the layout: sizes of type, lines of a row, the length of the overview, and how often a thing is said. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { startDemo } from '../support/demo.ts';
import { giveBank } from '../support/give-bank.ts';
import { beginLink } from '../support/link.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, handOver, launch, openWindow } from './chrome.ts';
import { LONG_NAME } from './states.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const DAY_MS = 86_400_000;

/** The four good banks of the demo's couple. */
const COUPLE = ['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004'];
const TWENTY = Array.from({ length: 20 }, (_, index) => `ins_9000${String(index + 1).padStart(2, '0')}`);
/** In place of an institution's id: a bank of few transactions. */
const SMALL = 'small';
const READING = ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead'];
const LINE = '/book/line?kind=file&text=coffee&category=TRAVEL&show=yes';
const ALL_PAGES = [
  '/',
  ...READING,
  '/book',
  LINE,
  '/credit',
  '/banks',
  '/privacy',
  '/setup',
  '/logout',
  '/no-such-page',
];
/** Of the banks that are broken: what each page says, and what it offers. */
const BROKEN = [
  { bank: 'ins_900008', name: 'Oldgrove Bank', action: 'Try again' },
  { bank: 'ins_900009', name: 'Marlbrook Savings', action: 'Sign in again' },
  { bank: 'ins_900019', name: 'Lockhaven Bank', action: 'Sign in again' },
  { bank: 'ins_900020', name: 'Emptyfold Bank', action: 'Choose what to share' },
];

/** The smallest type that is seen, with its text. */
const SMALLEST = `(() => {
  let smallest = { size: Infinity, text: '' };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const isHidden = parentElement.closest('.visually-hidden, title, desc') || !parentElement.checkVisibility();
    if (data.trim() === '' || isHidden) continue;
    const size = parseFloat(getComputedStyle(parentElement).fontSize);
    if (size < smallest.size) smallest = { size, text: data.trim().slice(0, 40) };
  }
  return smallest;
})()`;

/** Rows of lists with more than two lines of text. */
const TALL_ROWS = `[...document.querySelectorAll('.entry, .balance')].filter((row) => row.checkVisibility()).flatMap((row) => {
  const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    boxes.push(...range.getClientRects());
  }
  boxes.sort((a, b) => a.top - b.top);
  let lines = 0;
  let bottom = -Infinity;
  for (const box of boxes) {
    if (box.width < 2 || box.top < bottom - 6) continue;
    lines += 1;
    bottom = box.bottom;
  }
  return lines > 2 ? [row.textContent.replaceAll(/\\s+/g, ' ').trim() + ': ' + lines] : [];
})`;

/** Words of charts that begin left of the page, or end right of it. */
const CUT_LABELS = `[...document.querySelectorAll('main svg text')].filter((label) => {
  const { left, right, width } = label.getBoundingClientRect();
  return width > 0 && (left < 0 || right > document.documentElement.clientWidth);
}).map(({ textContent }) => textContent)`;

/** In each column, the space between a section and the next, above the one below. The line belongs to net worth above it. */
const GAPS = `(() => {
  const columns = new Map();
  for (const section of document.querySelectorAll('main > section:not(.attention)')) {
    const { left, top, bottom, height } = section.getBoundingClientRect();
    const isPart = section.matches('.worth-line');
    if (height > 0) columns.set(left, [...(columns.get(left) ?? []), { top, bottom, isPart }]);
  }
  return [...columns.values()].map((sections) => {
    const inOrder = sections.sort((a, b) => a.top - b.top);
    return inOrder.slice(1).flatMap(({ top, isPart }, index) => (isPart ? [] : [Math.round(top - inOrder[index].bottom)]));
  });
})()`;

describeInBrowser('the layout', () => {
  let time = Date.parse('2026-05-20T12:00:00Z');
  let app: TestApp;
  let browser: Browser;
  let client: Client;
  let page: Page;
  beforeAll(async () => {
    app = await startTestApp({ now: () => new Date(time), wait: async () => {} });
    browser = await launch();
    page = await (await openWindow(browser, app.url)).newPage();
    // Twenty banks of two years on a busy machine.
    page.setDefaultNavigationTimeout(90_000);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(() => {
    time = Date.parse('2026-05-20T12:00:00Z');
    app.emulator.control.reset();
    client = app.newClient();
  });

  async function open(banks: readonly string[], viewport: { width: number; height: number }): Promise<void> {
    for (const institutionId of banks) {
      const wish = institutionId === SMALL ? { transactions: 40 } : { institutionId };
      giveBank(app, client, { ...wish, expiresAt: new Date(time + 30 * DAY_MS) });
    }
    await handOver(page, app.url, client);
    await page.setViewportSize(viewport);
  }

  describe('on a phone', () => {
    it.each([
      ['nobody’s', [], ALL_PAGES],
      ['the couple’s', COUPLE, ALL_PAGES],
      [
        'those of a bank in other currencies and a broken one',
        ['ins_900005', 'ins_900001', 'ins_900009'],
        ALL_PAGES,
      ],
      [
        'those of currencies with long names and a bank with names of its own',
        ['ins_900022', 'ins_900005', 'ins_900001'],
        READING,
      ],
      ['twenty banks’', TWENTY, READING],
    ])(
      'has no type below 15 pixels, no row of three lines and no cut label of a chart: %s pages',
      async (_, banks, paths) => {
        await open(banks, PHONE);
        for (const path of paths) {
          await page.goto(path);
          const cut = await page.evaluate<string[]>(CUT_LABELS);
          await page.evaluate('document.querySelectorAll(".group").forEach((group) => (group.open = true))');
          expect(await page.evaluate<string[]>(TALL_ROWS), path).toEqual([]);
          expect(cut, path).toEqual([]);
          await page.evaluate(
            'document.querySelectorAll("details").forEach((details) => (details.open = true))',
          );
          const { size, text } = await page.evaluate<{ size: number; text: string }>(SMALLEST);
          expect(size, `${path}: ${text}`).toBeGreaterThanOrEqual(15);
        }
      },
      400_000,
    );

    it('does not scroll sideways, however long a bank’s names and masks are', async () => {
      app.emulator.control.canary(LONG_NAME, { hasUniqueAmounts: false });
      await open(['ins_900001', 'ins_900005'], PHONE);
      for (const path of [...READING, '/credit', '/banks']) {
        await page.goto(path);
        await page.evaluate(
          'document.querySelectorAll("details").forEach((details) => (details.open = true))',
        );
        const [wide, room] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(wide, path).toBeLessThanOrEqual(room);
      }
    }, 120_000);

    it('has no type below 15 pixels where a bank is chosen in the demo', async () => {
      const hostedUrl = await beginLink(client);
      await open([], PHONE);
      await page.goto(hostedUrl);
      await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
      expect(await page.evaluate(SMALLEST)).toMatchObject({ size: expect.closeTo(15, 0) });
    });

    // With the strip of the demo, which this app is not, and its edge.
    const STRIP = 41;
    it('counts the strip of the demo as tall as it is', async () => {
      const demo = await startDemo();
      // To the browser a cookie of another port is one of the same host.
      await handOver(page, demo.url);
      await page.setViewportSize(PHONE);
      await page.goto(demo.url);
      const { height } = (await page.locator('.strip').boundingBox()) ?? { height: Number.NaN };
      await demo.close();
      expect(height).toBeLessThanOrEqual(STRIP);
    });

    it.each(['2026-05-03', '2026-05-12', '2026-05-20', '2026-06-28'])(
      'has an overview of 3,200 pixels at most for the demo’s couple on %s',
      async (day) => {
        time = Date.parse(`${day}T12:00:00Z`);
        await open(COUPLE, PHONE);
        await page.goto('/dashboard');
        const height = await page.evaluate<number>('document.documentElement.scrollHeight');
        expect(height + STRIP).toBeLessThanOrEqual(3200);
        expect(await page.locator('main > section').count()).toBeGreaterThanOrEqual(7);
      },
    );
  });

  it.each([
    ['one bank', ['ins_900001']],
    ['one loan', ['ins_900004']],
    ['four banks', COUPLE],
    ['twenty banks', TWENTY],
  ])(
    'has no hole in either column of the overview with %s',
    async (_, banks) => {
      await open(banks, DESKTOP);
      await page.goto('/dashboard');
      const columns = await page.evaluate<number[][]>(GAPS);
      expect(columns.map(({ length }) => length)).toEqual([3, 2]);
      const gap = columns[0]?.[0] ?? 0;
      expect(gap).toBeGreaterThan(16);
      expect(gap).toBeLessThanOrEqual(52);
      for (const other of columns.flat()) expect(other - gap).toBe(0);
    },
    120_000,
  );

  describe.each([
    ['among others', ['ins_900001', 'ins_900002'], BROKEN],
    ['alone', [], BROKEN],
    ['of twenty', ['ins_900001', ...Array.from({ length: 18 }, () => SMALL)], BROKEN.slice(1, 2)],
  ])('a broken bank %s', (_, others, broken) => {
    it.each(broken)('$name is said once on every page, with one action', async ({ bank, name, action }) => {
      await open([...others, bank], DESKTOP);
      for (const path of [...READING, '/credit']) {
        await page.goto(path);
        const seen = (await page.locator('main').allInnerTexts()).join();
        expect(seen.split(name), path).toHaveLength(2);
        const strip = page.locator('#attention');
        expect(await strip.locator('a, button').filter({ visible: true }).allInnerTexts(), path).toEqual([
          action,
        ]);
        // What lacks the bank leads to it.
        const partial = await page
          .locator('main .incomplete')
          .evaluateAll((all) => all.map((word) => word.getAttribute('href')));
        expect(new Set(partial), path).toEqual(new Set(others.length > 0 ? ['#attention'] : []));
        if (others.length === 0)
          expect(await page.locator('main .money').filter({ visible: true }).count(), path).toBe(0);
        // Plaid's number of the request is there for who opens it.
        expect(seen, path).not.toMatch(/request id/);
        expect(await strip.locator('summary', { hasText: 'Details' }).count(), path).toBe(1);
      }
    });
  });

  it('leads from “partial” to the broken bank', async () => {
    await open(['ins_900001', 'ins_900009'], PHONE);
    await page.goto('/dashboard');
    await page.locator('section#spending .incomplete').click();
    await expect.poll(() => page.evaluate<number>('scrollY')).toBeLessThan(300);
  });

  it('opens a closed group of accounts from net worth', async () => {
    await open(COUPLE, PHONE);
    await page.goto('/dashboard');
    const loans = page.locator('section#accounts').getByText('30-Year Fixed Mortgage');
    expect(await loans.isVisible()).toBe(false);
    await page
      .locator('section#net-worth')
      .getByRole('link', { name: /^Loans/ })
      .click();
    await loans.waitFor({ state: 'visible' });
  });
});
