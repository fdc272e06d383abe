/** The gallery: it shows every view, in each look, and is itself one that everybody can use. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres } from '../support/postgres.ts';
import { PAGE_NAMES } from './answered-pages.ts';
import { describeInBrowser, launch, openWindow } from './chrome.ts';
import { makeGallery, NOT_SHOWN } from './gallery.ts';
import { STATES } from './states.ts';
import { openForAxe, violations } from './violations.ts';

const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
const server = express().use(express.static(folder)).listen(0, '127.0.0.1');
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// Without PostgreSQL there is no account, and so none of its pages.
(hasPostgres || process.env.CI ? describeInBrowser : describe.skip)('the gallery', () => {
  let browser: Browser;
  let lacking: readonly string[];
  beforeAll(async () => {
    lacking = await makeGallery(folder, ['one bank', 'all broken', 'none']);
    browser = await launch();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows every page and section, but for those that it names', () => {
    expect(lacking.toSorted()).toEqual(NOT_SHOWN.toSorted());
  });

  it('has every route with a page, and every state of the tests', () => {
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    const shown = (name: string) => index.includes(`<h2>${name.replace('GET ', '')}</h2>`);
    expect(PAGE_NAMES.filter((name) => !shown(name))).toEqual(['POST /disconnect/:sealed']);
    for (const { state } of STATES) expect(index).toContain(`>${state}</a>`);
  });

  it('asks nothing of a server', () => {
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    for (const name of pages) {
      const html = readFileSync(join(folder, name), 'utf8');
      expect(html.match(/<(?:link|img|source|use)\b[^>]* (?:href|src|srcset)="\//g), name).toBeNull();
    }
  });

  it('can be used by everybody', async () => {
    const page = await openForAxe(browser, url());
    await page.goto('/');
    expect(await violations(page)).toEqual([]);
  });

  it('shows a page in the width and the colours that are chosen', async () => {
    // The colours of the system, so that the page itself can choose them for its frames. Without scripts, Chromium would
    // load all frames at once.
    const options = { colorScheme: null, javaScriptEnabled: true };
    const page = await (await openWindow(browser, url(), options)).newPage();
    await page.goto('/');
    await page.locator('summary', { hasText: '/no-such-page' }).first().click();
    const frame = page.locator('details[open] iframe').first();
    // It is loaded when it comes into sight.
    await frame.scrollIntoViewIfNeeded();
    await frame.contentFrame().locator('main h1').waitFor();
    const file = await frame.getAttribute('src');
    const look = async () => [
      (await frame.boundingBox())?.width,
      await page.frame({ url: `**/${file}` })?.evaluate('matchMedia("(prefers-color-scheme: dark)").matches'),
    ];
    expect(await look()).toEqual([392, false]);
    await page.getByLabel('desktop').check();
    await page.getByLabel('dark').check();
    await expect.poll(look).toEqual([1282, true]);
  });
});
