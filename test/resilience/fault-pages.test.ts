/** Every way in which a bank can fail, on every page that asks banks: the page is whole, in time, with the other bank. */

import { afterAll, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/faults.ts';
import type { Answer } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const NEVER = 3_600_000;
/** For the page itself, on a machine that runs other tests. */
const OUR_OWN_MS = 5_000;
const QUICK: Readonly<Record<string, Fault>> = {
  'an error of Plaid’s': { kind: 'error', code: 'INSTITUTION_DOWN' },
  'a lost login': { kind: 'error', code: 'ITEM_LOGIN_REQUIRED' },
  'a key that is no longer valid': { kind: 'error', code: 'INVALID_ACCESS_TOKEN' },
  'too many requests': { kind: 'error', code: 'RATE_LIMIT_EXCEEDED' },
  'a page of HTML': { kind: 'html' },
  'what is no JSON': { kind: 'garbage' },
  'half an answer': { kind: 'truncated' },
  'a reset connection': { kind: 'reset' },
  'twelve megabytes': { kind: 'huge', bytes: 12 * 1024 * 1024 },
};
const SLOW: Readonly<Record<string, Fault>> = {
  'nothing at all': { kind: 'held', released: new Promise(() => {}) },
  'one byte at a time': { kind: 'drip' },
  'its answer an hour late': { kind: 'delay', ms: NEVER },
};
/** For the overview and the list these are in test/features/overview/dashboard-faults.test.ts. */
const QUICK_PAGES = ['/spending', '/recurring', '/credit'];
/** How long a bank has: 40 seconds for its balances of this moment and for cards and loans, else ten. */
const SLOW_PAGES: readonly [path: string, seconds: number][] = [
  ['/dashboard', 40],
  ['/credit', 40],
  ['/transactions', 10],
  ['/spending', 10],
  ['/recurring', 10],
];

const app = await startTestApp({ env: { LIVE_BALANCES: 'view' } });
afterAll(() => app.close());

/** Each time another person, so that all can be asked at once: Fernhollow fails, and Quillfeather does not. */
async function ask(path: string, fault: Fault): Promise<{ answer: Answer; ms: number }> {
  const client = app.newClient();
  giveBank(app, client);
  const itemId = app.emulator.control.items().at(-1)?.id ?? '';
  giveBank(app, client, { institutionId: 'ins_900002' });
  const end = app.emulator.control.inject(fault, { itemId });
  const start = performance.now();
  const answer = await client.get(path);
  end();
  return { answer, ms: performance.now() - start };
}

function expectWholePage({ status, text, page }: Answer): void {
  expect(status).toBe(200);
  expect(text).toMatch(/<\/html>\s*$/);
  expect(page('main').text()).toContain('Fernhollow Bank');
  expect(page('main').text()).toMatch(/\$\d/);
}

const failures = () => app.logLines.filter((line) => line.includes('request failed'));

it.each(Object.entries(QUICK))('leaves every page whole when a bank answers with %s', async (_, fault) => {
  for (const { answer } of await Promise.all(QUICK_PAGES.map((path) => ask(path, fault)))) {
    expectWholePage(answer);
  }
  expect(failures()).toEqual([]);
});

it.concurrent.each(SLOW_PAGES)(
  'leaves %s whole after %i seconds, however slow a bank is',
  async (path, seconds) => {
    for (const { answer, ms } of await Promise.all(Object.values(SLOW).map((fault) => ask(path, fault)))) {
      expectWholePage(answer);
      expect(answer.page('#attention li:not(.due)').text()).toContain(
        'Fernhollow Bank could not be reached through Plaid',
      );
      expect(ms).toBeLessThan(seconds * 1_000 + OUR_OWN_MS);
    }
    expect(failures()).toEqual([]);
  },
);
