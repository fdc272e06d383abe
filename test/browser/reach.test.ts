/** What people need who use a keyboard, a finger, a magnifier, less motion or paper. */

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeInBrowser } from './chrome.ts';
import { openSomeone, PAGES, type Someone } from './someone.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** A small phone, and a small desktop at 200 %. */
const SIDEWAYS = [640, 320];
const SKIP = 'Skip to the page';
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
  });
  afterAll(() => someone?.close());

  describe('have large targets, whole words, room and a keyboard’s way through', () => {
    let desktop: Page;
    let phone: Page;
    beforeAll(async () => {
      desktop = await someone.open({ viewport: DESKTOP });
      phone = await someone.open({ viewport: PHONE, isMobile: true, hasTouch: true });
    });
    afterAll(() => someone.leave());

    it.each([...PAGES, '/spending?months=24', '/net-worth?months=24', '/setup', '/no-such-page'])(
      '%s',
      async (path) => {
        for (const [page, least] of [
          [desktop, DESKTOP_TARGET],
          [phone, PHONE_TARGET],
        ] as const) {
          await page.goto(path);
          expect(page.url()).toBe(someone.app.url + path);
          const targets = await page.evaluate<Target[]>(TARGETS);
          expect(targets.length).toBeGreaterThan(4);
          const small = targets.filter(({ width, height }) => Math.min(width, height) < least - 0.5);
          expect(small, `has targets of ${least} pixels`).toEqual([]);
        }
        expect(await phone.evaluate(BROKEN_WORDS), 'breaks no word on a phone').toEqual([]);
        for (const width of SIDEWAYS) {
          await resize(desktop, { width, height: 640 });
          const [wide, room] = await desktop.evaluate<[number, number]>(
            '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
          );
          expect(wide, `scrolls not sideways at ${width} pixels`).toBeLessThanOrEqual(room);
        }
        await resize(desktop, PHONE);
        await expectKeyboardReachesAll(desktop, path);
        await resize(desktop, DESKTOP);
      },
    );
  });

  describe('in a window of its own', () => {
    afterEach(() => someone.leave());

    it('let the keyboard skip the navigation', async () => {
      const page = await someone.open();
      await page.goto('/transactions');
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: SKIP });
      expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
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
});

/** The page is laid out anew only a little later. */
async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await expect.poll(() => page.evaluate<number>('innerWidth')).toBe(size.width);
}

/** In reading order, with an outline. */
async function expectKeyboardReachesAll(page: Page, path: string): Promise<void> {
  const seen: string[] = [];
  let lowest = 0;
  for await (const { what, top, outline, isInside, isInMain } of tabThrough(page)) {
    if (!isInside) expect(outline, what).toMatch(/^(solid|auto) [1-9]/);
    if (isInMain && path !== '/dashboard') expect(top, what).toBeGreaterThanOrEqual(lowest - 60);
    lowest = Math.max(lowest, isInMain ? top : 0);
    seen.push(what);
  }
  expect(seen[0]).toBe(SKIP);
  expect(seen.length).toBeGreaterThan(4);
}

/** All that the Tab key reaches, in its order; sixty elements at most. After the last comes nothing, or the first again. */
async function* tabThrough(page: Page): AsyncGenerator<Focused> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | null>(FOCUSED);
    if (focused === null || (i > 0 && focused.what === SKIP)) return;
    yield focused;
  }
}
