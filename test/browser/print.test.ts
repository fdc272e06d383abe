/** Every page on paper: printed by Chromium, and read back out of the PDF. */

import { spawnSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { findProgram } from '../support/find-program.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';

const NOW = new Date('2026-11-26T12:00:00Z');
const ONE = ['ins_900001'];
/** What only takes long, or has a day's work of rows. */
const SLOW = ['ins_900007', 'ins_900010', 'ins_900011', 'ins_900012', 'ins_900013'];
/** Some of them cannot be read. */
const TWENTY = INSTITUTIONS.map(({ id }) => id)
  .filter((id) => !SLOW.includes(id))
  .slice(0, 20);
const BANKS = { 'one bank': ONE, 'twenty banks': TWENTY } as const;

/** Each page, and the days that its head must name. */
const PAGES: readonly (readonly [path: string, range: string | null])[] = [
  ['/dashboard', 'Jun 1, 2026 to Nov 26, 2026'],
  ['/transactions?days=30', 'Oct 27, 2026 to Nov 26, 2026'],
  ['/transactions?from=2026-09-01&to=2026-10-15&direction=out', 'Sep 1, 2026 to Oct 15, 2026'],
  ['/transactions?merchant=Streamlet', 'Nov 26, 2024 to Nov 26, 2026'],
  ['/spending?months=24', 'Dec 1, 2024 to Nov 26, 2026'],
  ['/net-worth?months=24', 'Dec 1, 2024 to Nov 26, 2026'],
  ['/recurring', 'Nov 26, 2024 to Nov 26, 2026'],
  ['/ahead', 'Nov 26, 2024 to Nov 26, 2026'],
  ['/credit', null],
  ['/banks', null],
  ['/privacy', null],
  ['/', null],
  ['/logout', null],
];

/** A word on a sheet, in points from the upper left corner. */
interface Word {
  readonly text: string;
  readonly sheet: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Pdf {
  /** Of each sheet. */
  readonly width: number;
  readonly words: readonly Word[];
}

/** As pdftotext writes them. */
const WORD = /<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">([^<]*)<\/word>/g;
const ESCAPES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

/** Amounts, shares and rates, which a row or a sum has, and the head of a table has not. */
const FIGURE = /\p{Sc}\S*\d|\d[.,]\d\d/u;
/** In letters that every font has; an address may be broken anywhere. */
const LONG_WORDS = /\p{Script=Latin}{4,}/gu;
/** Printers leave a few millimetres white; the margin is 15, and the scale of a chart may stand in it. */
const EDGE = (8 / 25.4) * 72;
/** The line of the smallest text, 9 points: less, where Chromium has shrunk a page that was too wide. */
const LEAST_HEIGHT = 9;

/** All words that are seen in a part of a page, but for those in elements that fit the second selector. */
const WORDS = `(root, without) => {
  const words = [];
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const isSeen = parent.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
    const text = walker.currentNode.data.trim();
    if (isSeen && text !== '' && !parent.closest(without)) words.push(...text.split(/\\s+/));
  }
  return words;
}`;

describeInBrowser('a printed page', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp({ now: () => NOW });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const wordsOf = (page: Page, root: string, without: string): Promise<string[]> =>
    page.evaluate(`(${WORDS})(${JSON.stringify(root)}, ${JSON.stringify(without)})`);

  describe.each(Object.entries(BANKS))('of %s', (_, banks) => {
    let page: Page;
    beforeAll(async () => {
      const client = app.newClient();
      for (const institutionId of banks) giveBank(app, client, { institutionId });
      page = await (await openWindow(browser, app.url, { client, colorScheme: 'dark' })).newPage();
      // Twenty banks of two years on a busy machine.
      page.setDefaultNavigationTimeout(60_000);
    });
    afterAll(() => page?.context().close());

    it.skipIf(findProgram('pdftotext') === null && !process.env.CI).each(PAGES)(
      '%s is whole on A4 and Letter, with nothing cut, shrunk, over another or twice',
      async (path, range) => {
        await page.goto(path);
        const onScreen = await wordsOf(page, 'main', '.visually-hidden, svg, form, nav');
        await page.emulateMedia({ media: 'print' });
        expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
        const inPrint = await wordsOf(page, 'body', 'title, desc');
        await page.emulateMedia({ media: null });
        for (const format of ['A4', 'Letter'] as const) {
          const pdf = readPdf(await page.pdf({ format }));
          const printed = pdf.words.map(({ text }) => text);
          const head = headOf(pdf);
          expect(head).toContain('Nov 26, 2026, 12:00 PM UTC');
          if (range) expect(head).toContain(`Transactions from ${range}`);
          for (const id of banks) expect(head).toContain(nameOf(id));

          const figures = printed.filter((word) => FIGURE.test(word));
          const shown = onScreen.filter((word) => FIGURE.test(word));
          expect(lacking(figures, shown), 'figures of the screen that are not printed').toEqual([]);
          expect(lacking(inPrint, figures), 'figures that are printed too often').toEqual([]);
          expect(lacking(longWords(printed), longWords(inPrint)), 'words that are not printed').toEqual([]);
          expect(overlaps(pdf), 'words over words').toEqual([]);
          const { width } = pdf;
          const isCut = ({ left, right }: Word) => left < EDGE || right > width - EDGE;
          expect(pdf.words.filter(isCut), 'words at the edge').toEqual([]);
          const isSmall = ({ top, bottom }: Word) => bottom - top < LEAST_HEIGHT;
          expect(pdf.words.filter(isSmall), 'words that are too small').toEqual([]);
        }
      },
      120_000,
    );
  });
});

function nameOf(id: string): string {
  return INSTITUTIONS.find((institution) => institution.id === id)?.name ?? id;
}

/** The words of a PDF with their places, by poppler. */
function readPdf(pdf: Buffer): Pdf {
  const { stdout, status, stderr } = spawnSync('pdftotext', ['-bbox', '-', '-'], {
    ...{ input: pdf, encoding: 'utf8', maxBuffer: 2 ** 27 },
  });
  expect(status, stderr).toBe(0);
  const sheets = stdout.split('<page ').slice(1);
  const words = sheets.flatMap((sheet, index) =>
    [...sheet.matchAll(WORD)].map(([, left, top, right, bottom, text = '']) => ({
      ...{ text: unescaped(text), sheet: index + 1 },
      ...{ left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom) },
    })),
  );
  expect(words.length).toBeGreaterThan(20);
  expect(words.length).toBe(stdout.split('<word ').length - 1);
  const width = Number(/width="([\d.]+)"/.exec(sheets[0] ?? '')?.[1]);
  expect(width).toBeGreaterThan(500);
  return { width, words };
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: keyof typeof ESCAPES) => ESCAPES[name]);
}

/** All that stands above the page's title, which is in the largest letters of the first sheet. */
function headOf({ words }: Pdf): string {
  const first = words.filter(({ sheet }) => sheet === 1);
  const height = ({ top, bottom }: Word) => bottom - top;
  const title = first.reduce((largest, word) => (height(word) > height(largest) ? word : largest));
  return first
    .filter(({ bottom }) => bottom <= title.top)
    .map(({ text }) => text)
    .join(' ');
}

function longWords(words: readonly string[]): string[] {
  return words.flatMap((word) => word.match(LONG_WORDS) ?? []);
}

/** What of `wanted` is not, or less often, in what there is. */
function lacking(there: readonly string[], wanted: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of there) left.set(word, (left.get(word) ?? 0) + 1);
  return wanted.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

/** Pairs of words of which one is printed over the other. */
function overlaps({ words }: Pdf): string[] {
  const inOrder = words.toSorted((a, b) => a.sheet - b.sheet || a.top - b.top);
  return inOrder.flatMap((one, index) => {
    const over: string[] = [];
    // Letters do not fill the height of their line.
    const bottom = one.bottom - (one.bottom - one.top) * 0.35;
    for (let next = index + 1; next < inOrder.length; next++) {
      const other = inOrder[next];
      if (other?.sheet !== one.sheet || other.top > bottom) break;
      const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (shared > 1) over.push(`${one.text} and ${other.text} on sheet ${one.sheet}`);
    }
    return over;
  });
}
