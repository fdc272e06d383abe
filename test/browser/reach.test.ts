/** What hands, eyes and paper need: keys, sizes, zoom, stillness, print. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser as Visitor } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { beginLink } from '../support/link.ts';
import { hasPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { openStoresHouse, type StoresHouse } from '../support/stores-house.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';

const BANK_PAGES = ['/', '/dashboard', '/transactions?q=e', '/spending', '/recurring', '/credit', '/privacy'];
/** Plaid does not tell how the linking ended, so that this one waits. */
const WAITING = '/link/return';
const PAGES = [...BANK_PAGES, WAITING, ...(hasPostgres ? ['/sign-in', '/account'] : [])];
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
  let stores: StoresHouse;
  let house: StoresHouse['house'];
  let browser: Browser;
  let visitor: Visitor;
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    stores = await openStoresHouse({ redis: false, accounts: hasPostgres });
    house = stores.house;
    visitor = house.visitor();
    if (stores.mail) await signIn(visitor, stores.mail, 'somebody@example.org');
    await beginLink(visitor);
    house.emulator.control.inject(
      { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
      { path: '/link/token/get' },
    );
    giveBank(house, visitor);
    giveBank(house, visitor, { institutionId: 'ins_900005' });
    browser = await launch();
  }, 60_000);
  afterEach(() => context?.close());
  afterAll(async () => {
    await browser?.close();
    await stores?.close();
  });

  async function open(options: Parameters<typeof openWindow>[2] = {}): Promise<Page> {
    context = await openWindow(browser, house.url, { visitor, ...options });
    return context.newPage();
  }

  it.each(PAGES)(
    'reaches everything on %s by the keyboard, in the order it is seen, and shows where it is',
    async (path) => {
      const page = await open({ viewport: { width: 390, height: 844 } });
      await page.goto(path);
      expect(page.url()).toBe(house.url + path);
      await page.keyboard.press('Tab');
      const seen: string[] = [];
      let lowest = 0;
      for (let i = 0; i < 60; i++) {
        const at = await page.evaluate<{
          what: string;
          top: number;
          outline: string;
          isInside: boolean;
          isInMain: boolean;
        } | null>(
          `(() => {
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
        })()`,
        );
        if (at === null) break;
        // The button within a date field shows where it is by itself.
        if (!at.isInside) expect(at.outline, at.what).toMatch(/^(solid|auto) [1-9]/);
        if (at.isInMain && path !== '/dashboard') expect(at.top, at.what).toBeGreaterThanOrEqual(lowest - 60);
        lowest = Math.max(lowest, at.isInMain ? at.top : 0);
        seen.push(at.what);
        await page.keyboard.press('Tab');
      }
      expect(seen[0]).toBe('Skip to the page');
      expect(seen.length).toBeGreaterThan(5);
    },
  );

  it('skips to the page', async () => {
    const page = await open();
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
    ['phone', { width: 390, height: 844 }, true, PHONE_TARGET],
  ] as const)('has targets large enough for a %s', async (_, viewport, isMobile, least) => {
    const page = await open({ viewport, isMobile, hasTouch: isMobile });
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
    const page = await open(options);
    for (const path of [...PAGES, '/spending?months=24', '/no-such-page']) {
      await page.goto(path);
      const [wide, room] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(wide, path).toBeLessThanOrEqual(room);
    }
  });

  it('keeps still for whoever asks for it', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    const release = house.emulator.control.hold({ path: '/transactions/get' });
    await page.goto('/dashboard', { waitUntil: 'commit' });
    await page.locator('main h1').waitFor({ state: 'attached' });
    const moving = `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations > 1).length`;
    expect(await page.evaluate(moving)).toBe(0);
    release();
  });

  it('prints every currency and every table, and no control', async () => {
    const page = await open();
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
