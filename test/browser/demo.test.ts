/** The demo as somebody sees it who has never been there: the home page, one press to a full overview, a broken bank. */

import { statSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import type { TestApp } from '../support/test-app.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { linkBank } from './link.ts';
import { openForAxe, violations } from './violations.ts';

const PICTURES = path.join(import.meta.dirname, '..', '..', 'public');
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** Of the picture as it is shown: its file, and how many of its pixels there are for each of the page's. */
const SHOWN = `(() => {
  const { currentSrc, naturalWidth, naturalHeight, width, height } = document.querySelector('main picture img');
  return { file: new URL(currentSrc).pathname, across: naturalWidth / width, down: naturalHeight / height };
})()`;

interface Shown {
  readonly file: string;
  readonly across: number;
  readonly down: number;
}

describeInBrowser('the demo', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => page.context().close());

  const url = () => app.services.config.publicUrl.origin;
  async function open(options: Parameters<typeof openWindow>[2] = {}): Promise<void> {
    page = await (await openWindow(browser, url(), options)).newPage();
    await page.goto('/');
  }

  it.each([
    ['light', PHONE],
    ['dark', PHONE],
    ['light', DESKTOP],
    ['dark', DESKTOP],
  ] as const)(
    'shows a sharp and small picture where the system is %s, at %o',
    async (colorScheme, viewport) => {
      await open({ viewport, colorScheme, deviceScaleFactor: 2 });
      await page.waitForLoadState();
      const { file, across, down } = await page.evaluate<Shown>(SHOWN);
      expect(file).toBe(`/pictures/overview-${colorScheme}.webp`);
      expect(across).toBeGreaterThanOrEqual(1.99);
      expect(down).toBeCloseTo(across, 1);
      expect(statSync(path.join(PICTURES, file)).size).toBeLessThan(80_000);
    },
  );

  it('shows the picture of the theme that was chosen, whatever the system is', async () => {
    await open({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.waitForLoadState();
    expect((await page.evaluate<Shown>(SHOWN)).file).toBe('/pictures/overview-dark.webp');
  });

  it.each([320, 390])('has its main button on the first screen of a phone %i wide', async (width) => {
    await open({ viewport: { width, height: 844 } });
    const box = await page.getByRole('button', { name: 'Look around as Maya and Tom' }).boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(844);
    const [wide, room] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    expect(wide).toBeLessThanOrEqual(room);
  });

  it('leads by one press to an overview of four good banks, and from there to a broken one', async () => {
    await open({ viewport: PHONE });
    await page.getByRole('button', { name: 'Look around as Maya and Tom' }).click();
    await page.waitForURL('**/dashboard');
    for (const bank of [
      'Fernhollow Bank',
      'Quillfeather Cards',
      'Harrowmere Investments',
      'Stonewick Home Loans',
    ]) {
      expect(await page.getByRole('status').textContent()).toContain(bank);
    }
    await page.locator('section#latest .entry').first().waitFor();
    expect(await page.getByRole('button', { name: /^Sign in/ }).count()).toBe(0);

    await linkBank(page, /^Marlbrook Savings/);
    await page.getByText('Marlbrook Savings is connected').waitFor();
    await page
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .waitFor();
  });

  it('hides the broken banks of its bank page until they are asked for', async () => {
    await open();
    await page.getByRole('button', { name: 'Connect a bank' }).click();
    const broken = page.getByRole('radio', { name: /^Marlbrook Savings/ });
    expect(await broken.count()).toBe(0);
    await page.getByText('Try how a broken bank looks').click();
    expect(await broken.count()).toBe(1);
    expect(await page.getByRole('group', { name: 'You have to wait' }).getByRole('radio').count()).toBe(4);
  });

  it('has nothing that axe finds on its home page and its bank page', async () => {
    page = await openForAxe(browser, url(), app.newClient());
    await page.goto('/');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect a bank' }).click();
    await page.getByText('Try how a broken bank looks').click();
    expect(await violations(page)).toEqual([]);
  });
});
