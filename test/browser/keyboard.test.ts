/** All that a keyboard reaches, and how. */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from './chrome.ts';
import { openSomeone, PAGES, type Someone } from './someone.ts';

describeInBrowser('the keyboard', () => {
  let someone: Someone;
  beforeAll(async () => {
    someone = await openSomeone();
  }, 60_000);
  afterAll(() => someone?.close());
  afterEach(() => someone?.leave());

  it.each(PAGES)('reaches everything on %s, in the order it is seen, and shows where it is', async (path) => {
    const page = await someone.open({ viewport: { width: 390, height: 844 } });
    await page.goto(path);
    expect(page.url()).toBe(someone.app.url + path);
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
  });

  it('skips to the page', async () => {
    const page = await someone.open();
    await page.goto('/transactions');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the page' });
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });
});
