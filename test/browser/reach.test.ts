/** What people need who use a keyboard, a finger, a magnifier, less motion or paper. */

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from './chrome.ts';
import { openSomeone, PAGES, type Someone } from './someone.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP_TARGET = 24;
const PHONE_TARGET = 44;

interface Target {
  readonly what: string;
  readonly width: number;
  readonly height: number;
}

const TARGETS = `[...document.querySelectorAll('a, button, input, select, summary')].flatMap((element) => {
  const isInSentence = element.matches('p:not(.actions) a:not(.more), li > a:only-child:not([class])');
  const label = element.closest('label');
  const { width, height } = (label ?? element).getBoundingClientRect();
  const isSeen = element.checkVisibility() && !element.matches('.skip') && !isInSentence;
  return isSeen ? [{ what: element.textContent.trim() || element.name, width, height }] : [];
})`;

interface Focused {
  readonly what: string;
  readonly top: number;
  readonly outline: string;
  /** The button within a date field shows by itself where it is. */
  readonly isInside: boolean;
  readonly isInMain: boolean;
}

const FOCUSED = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  return {
    what: (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40),
    top: element.getBoundingClientRect().top + scrollY,
    outline: style.outlineStyle + ' ' + style.outlineWidth,
    isInMain: element.closest('main') !== null,
    isInside: element.matches('[type=date]') && !element.matches(':focus-visible'),
  };
})()`;

const HIDDEN_TABLES = `[...document.querySelectorAll('details table')]
  .filter((table) => !table.checkVisibility({ contentVisibilityAuto: true })).length`;
const REPEATED_ANIMATIONS = `document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().iterations > 1).length`;

/** Words of up to a dozen letters that stand on two lines, though they have no hyphen. */
const BROKEN_WORDS = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const broken = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('code')) continue;
    for (const { 0: word, index } of node.data.matchAll(/(?<!\\S)\\p{L}{2,12}(?=[.,:;]?(?!\\S))/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  }
  return broken;
})()`;

describeInBrowser('the pages', () => {
  let someone: Someone;
  beforeAll(async () => {
    someone = await openSomeone();
  }, 60_000);
  afterAll(() => someone?.close());
  afterEach(() => someone?.leave());

  /** All that the Tab key reaches, in its order; sixty elements at most. */
  async function* tabThrough(page: Page): AsyncGenerator<Focused> {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<Focused | null>(FOCUSED);
      if (focused === null) return;
      yield focused;
    }
  }

  it.each(PAGES)(
    'let the keyboard reach everything on %s in reading order, with an outline',
    async (path) => {
      const page = await someone.open({ viewport: PHONE });
      await page.goto(path);
      expect(page.url()).toBe(someone.app.url + path);
      const seen: string[] = [];
      let lowest = 0;
      for await (const { what, top, outline, isInside, isInMain } of tabThrough(page)) {
        if (!isInside) expect(outline, what).toMatch(/^(solid|auto) [1-9]/);
        if (isInMain && path !== '/dashboard') expect(top, what).toBeGreaterThanOrEqual(lowest - 60);
        lowest = Math.max(lowest, isInMain ? top : 0);
        seen.push(what);
      }
      expect(seen[0]).toBe('Skip to the page');
      expect(seen.length).toBeGreaterThan(5);
    },
  );

  it('let the keyboard skip the navigation', async () => {
    const page = await someone.open();
    await page.goto('/transactions');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the page' });
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });

  it.each([
    ['desktop', { width: 1280, height: 900 }, false, DESKTOP_TARGET],
    ['phone', PHONE, true, PHONE_TARGET],
  ] as const)('have targets large enough for a %s', async (_, viewport, isMobile, least) => {
    const page = await someone.open({ viewport, isMobile, hasTouch: isMobile });
    for (const path of PAGES) {
      await page.goto(path);
      const targets = await page.evaluate<Target[]>(TARGETS);
      expect(targets.length).toBeGreaterThan(5);
      const small = targets.filter(({ width, height }) => Math.min(width, height) < least - 0.5);
      expect(small, path).toEqual([]);
    }
  });

  it.each([
    ['at 320 pixels', { viewport: { width: 320, height: 640 } }],
    ['at 200 % of a small desktop', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ])('never scroll sideways %s', async (_, options) => {
    const page = await someone.open(options);
    for (const path of [...PAGES, '/spending?months=24', '/net-worth?months=24', '/no-such-page']) {
      await page.goto(path);
      const [wide, room] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(wide, path).toBeLessThanOrEqual(room);
    }
  });

  it.each(['light', 'dark'] as const)(
    'offer the other theme where the system’s is %s',
    async (colorScheme) => {
      const page = await someone.open({ colorScheme });
      await page.goto('/');
      const names = await page.locator('.tool[name=theme]').filter({ visible: true }).allTextContents();
      expect(names).toEqual([colorScheme === 'dark' ? 'Light theme' : 'Dark theme']);
    },
  );

  it('break no word on a phone', async () => {
    const page = await someone.open({ viewport: PHONE, isMobile: true });
    for (const path of [...PAGES, '/setup', '/no-such-page']) {
      await page.goto(path);
      expect(await page.evaluate(BROKEN_WORDS), path).toEqual([]);
    }
  });

  it('show every link of the navigation on a phone', async () => {
    const page = await someone.open({ viewport: PHONE });
    await page.goto('/privacy');
    const links = await page.locator('nav.pages a').all();
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      const { x, width } = (await link.boundingBox()) ?? { x: Infinity, width: 0 };
      expect(x + width, (await link.getAttribute('href')) ?? '').toBeLessThanOrEqual(PHONE.width);
    }
  });

  it('do not move for whoever wants less motion', async () => {
    const page = await someone.open({ reducedMotion: 'reduce' });
    const release = someone.app.emulator.control.hold({ path: '/transactions/get' });
    await page.goto('/dashboard', { waitUntil: 'commit' });
    await page.locator('main h1').waitFor({ state: 'attached' });
    expect(await page.evaluate(REPEATED_ANIMATIONS)).toBe(0);
    release();
  });

  it('print every currency and every table, and no control', async () => {
    const page = await someone.open();
    for (const path of ['/dashboard', '/spending', '/net-worth']) {
      await page.goto(path);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('details table').count()).toBeGreaterThan(0);
      // Polled: Chromium opens a closed content-visibility with the next frame, not with the change of media.
      await expect.poll(() => page.evaluate<number>(HIDDEN_TABLES), { message: path }).toBe(0);
      expect(await page.locator('.tools, .pages, .button').filter({ visible: true }).count()).toBe(0);
      await page.emulateMedia({ media: 'screen' });
    }
  });
});
