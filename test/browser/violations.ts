/** What axe finds on a page: WCAG 2.2 AA and axe's best practices. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Client } from '../support/client.ts';
import { openWindow } from './chrome.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

/** Both widths and both colour schemes, which have nothing to do with each other: no rule of the style sheet asks for both. */
const LOOKS = [
  { size: NARROW, colorScheme: 'light' },
  { size: WIDE, colorScheme: 'dark' },
] as const;
/** Intended: a dashboard reloads by itself for a minute while a new bank prepares its history. */
const ASKED_FOR = 'meta-refresh';
/** Without what costs half of the time and is read by none of these rules, or by nobody: style sheets fetched anew, a selector for each element. */
const OPTIONS = JSON.stringify({
  runOnly: { type: 'tag', values: TAGS },
  resultTypes: ['violations'],
  preload: false,
  selectors: false,
});

/** A page for axe, which is a script: here scripts run, and our content security policy is off. */
export async function openForAxe(browser: Browser, url: string, client?: Client): Promise<Page> {
  const context = await openWindow(browser, url, {
    ...(client && { client }),
    ...{ javaScriptEnabled: true, bypassCSP: true },
  });
  await context.addInitScript({ content: AXE });
  return context.newPage();
}

/**
 * Of a list's rows that have the same elements, attributes and classes the first three are looked at: a hundred
 * take ten times as long. One of another kind is looked at wherever it stands.
 */
const SHORTEN = `for (const list of document.querySelectorAll('.ledger')) {
  const seen = new Map();
  for (const row of list.querySelectorAll('.entries > li')) {
    const elements = [row, ...row.querySelectorAll('*')];
    const kind = elements.map((one) => [one.localName, ...one.getAttributeNames(), one.className.baseVal ?? one.className].join(' ')).join();
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (seen.get(kind) > 3) row.remove();
  }
  for (const day of list.querySelectorAll('.day:not(:has(li))')) day.remove();
}`;

/** What axe finds in any of these, a line for each element. */
export async function violations(page: Page): Promise<string[]> {
  const lines: string[] = [];
  await page.evaluate(SHORTEN);
  for (const { size, colorScheme } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate<Result[]>(
      `axe.run(document, ${OPTIONS}).then(({ violations }) => violations)`,
    );
    for (const { id, nodes } of found.filter(({ id }) => id !== ASKED_FOR))
      for (const { html } of nodes)
        lines.push(`${id} at ${size.width}, ${colorScheme}: ${html.slice(0, 120)}`);
  }
  return lines;
}
