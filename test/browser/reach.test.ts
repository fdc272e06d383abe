/** What hands, eyes and paper need: sizes, zoom, stillness, print. */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from './chrome.ts';
import { openSomeone, PAGES, type Someone } from './someone.ts';

const DESKTOP_TARGET = 24;
const PHONE_TARGET = 44;
const HIDDEN_TABLES = `[...document.querySelectorAll('details table')]
  .filter((table) => !table.checkVisibility({ contentVisibilityAuto: true })).length`;

interface Place {
  readonly what: string;
  readonly width: number;
  readonly height: number;
}

describeInBrowser('reach', () => {
  let someone: Someone;
  beforeAll(async () => {
    someone = await openSomeone();
  }, 60_000);
  afterAll(() => someone?.close());
  afterEach(() => someone?.leave());

  it.each([
    ['desktop', { width: 1280, height: 900 }, false, DESKTOP_TARGET],
    ['phone', { width: 390, height: 844 }, true, PHONE_TARGET],
  ] as const)('has targets large enough for a %s', async (_, viewport, isMobile, least) => {
    const page = await someone.open({ viewport, isMobile, hasTouch: isMobile });
    for (const path of PAGES) {
      await page.goto(path);
      const places = await page.evaluate<Place[]>(
        `[...document.querySelectorAll('a, button, input, select, summary')].flatMap((element) => {
          const isInSentence = element.matches('p:not(.actions) a:not(.more), li > a:only-child:not([class])');
          const label = element.closest('label');
          const { width, height } = (label ?? element).getBoundingClientRect();
          const isSeen = element.checkVisibility() && !element.matches('.skip') && !isInSentence;
          return isSeen ? [{ what: element.textContent.trim() || element.name, width, height }] : [];
        })`,
      );
      expect(places.length).toBeGreaterThan(5);
      expect(
        places.filter(({ width, height }) => Math.min(width, height) < least - 0.5),
        path,
      ).toEqual([]);
    }
  });

  it.each([
    ['at 320 pixels', { viewport: { width: 320, height: 640 } }],
    ['at 200 % of a small desktop', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ])('never scrolls sideways %s', async (_, options) => {
    const page = await someone.open(options);
    for (const path of [...PAGES, '/spending?months=24', '/no-such-page']) {
      await page.goto(path);
      const [wide, room] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(wide, path).toBeLessThanOrEqual(room);
    }
  });

  it.each(['light', 'dark'] as const)(
    'offers the other theme to whoever’s system is %s',
    async (colorScheme) => {
      const page = await someone.open({ colorScheme });
      await page.goto('/');
      const names = await page.locator('.tool[name=theme]').filter({ visible: true }).allTextContents();
      expect(names).toEqual([colorScheme === 'dark' ? 'Light theme' : 'Dark theme']);
    },
  );

  it('shows every page of the navigation on a phone', async () => {
    const page = await someone.open({ viewport: { width: 390, height: 844 } });
    await page.goto('/privacy');
    const boxes = await page.locator('nav.pages a').all();
    expect(boxes.length).toBeGreaterThan(5);
    for (const link of boxes) {
      const box = await link.boundingBox();
      expect(
        (box?.x ?? Infinity) + (box?.width ?? 0),
        (await link.getAttribute('href')) ?? '',
      ).toBeLessThanOrEqual(390);
    }
  });

  it('keeps still for whoever asks for it', async () => {
    const page = await someone.open({ reducedMotion: 'reduce' });
    const release = someone.app.emulator.control.hold({ path: '/transactions/get' });
    await page.goto('/dashboard', { waitUntil: 'commit' });
    await page.locator('main h1').waitFor({ state: 'attached' });
    const moving = `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations > 1).length`;
    expect(await page.evaluate(moving)).toBe(0);
    release();
  });

  it('prints every currency and every table, and no control', async () => {
    const page = await someone.open();
    for (const path of ['/dashboard', '/spending']) {
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
