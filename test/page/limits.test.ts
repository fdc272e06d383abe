/**
 * Twenty minutes of ordinary clicking under Plaid's limits of Production, by a clock of the test's: no page is without
 * its figures. What is cut by a limit says so, and everything else is whole.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asked } from '../support/asked.ts';
import type { Answer, Client } from '../support/client.ts';
import { transactionsOf } from '../support/pages.ts';
import type { RawRow } from '../support/raw-books.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { CUT, clock, MINUTE_MS, pass, personWith, setTime, timeNow } from './limited-app.ts';

/** How long a person reads one page after the other: some click on at once. */
const READS_MS = [10_000, 60_000, 20_000];
const TWO_YEARS = '/transactions?days=730';
/** Every page, three ranges, five pages of the list, two searches and a file, in the order of somebody who looks around. */
const CLICKS = [
  ...['/dashboard', '/dashboard?days=90', '/dashboard?days=365', '/transactions', TWO_YEARS],
  ...[2, 3, 4, 5].map((page) => `${TWO_YEARS}&page=${page}`),
  ...[`${TWO_YEARS}&q=coffee`, `${TWO_YEARS}&q=market`, '/spending', '/spending?months=24', '/recurring'],
  ...['/transactions.csv?days=730', '/credit', '/banks', '/privacy'],
];
const PEOPLE: readonly (readonly [banks: string, sizes: readonly number[]])[] = [
  ['a bank of 500 transactions', [500]],
  ['a bank of 2,500 transactions', [2_500]],
  ['banks of 500, 2,500 and 10,000 transactions', [500, 2_500, 10_000]],
];
beforeEach(() => setTime());

const refused = ({ emulator }: TestApp) => asked(emulator).filter(({ status }) => status === 429).length;

interface Looking {
  /** Cached transactions have no text of the bank's, so that a search finds less in them. */
  readonly isCached: boolean;
}

interface Seen {
  readonly path: string;
  readonly isCut: boolean;
  readonly waitedMs: number;
}

/** Clicks for twenty minutes, and until each page was seen twice; each must have its figures. */
async function look(app: TestApp, sizes: readonly number[], { isCached }: Looking): Promise<Seen[]> {
  const { client, rows } = personWith(app, sizes);
  const seen: Seen[] = [];
  const end = timeNow() + 20 * MINUTE_MS;
  for (let click = 0; timeNow() < end || click < 2 * CLICKS.length; click++) {
    const path = CLICKS[click % CLICKS.length] ?? '';
    const askedAt = timeNow();
    const answer = await getAsBrowser(client, path);
    const isCut = CUT.test(answer.page('#attention .note').text());
    checkFigures(path, answer, { rows, isCut, isCached });
    seen.push({ path, isCut, waitedMs: timeNow() - askedAt });
    pass(READS_MS[click % READS_MS.length] ?? 0);
  }
  return seen;
}

/** A page that says so loads itself again; whoever is told why there is no file asks for it again a minute later. */
async function getAsBrowser(client: Client, path: string): Promise<Answer> {
  const headers = { 'accept-language': 'en-US' };
  const answer = await client.get(path, headers);
  const [, seconds, url = path] = /^(\d+); url=(.+)$/.exec(answer.headers.get('refresh') ?? '') ?? [];
  const isRefused = answer.status === 303 && path.startsWith('/transactions.');
  if (seconds === undefined && !isRefused) return answer;
  pass(Number(seconds ?? 50) * 1000);
  return client.get(url, headers);
}

/** Whatever is not said to be cut is whole, by the rows that the banks have. */
function checkFigures(
  path: string,
  answer: Answer,
  { rows, isCut, isCached }: { rows: readonly RawRow[]; isCut: boolean } & Looking,
): void {
  const { page, status, text } = answer;
  const [where = ''] = path.split('?');
  expect(status, path).toBe(200);
  expect(page('#attention .lines').text(), path).not.toMatch(/asked too often/);
  if (where === '/privacy' || where === '/credit') return;
  if (where === '/banks') return void expect(page('.needy'), path).toHaveLength(0);
  if (where === '/transactions.csv') {
    expect(text.trimEnd().split('\r\n'), path).toHaveLength(rows.length + 1);
    return;
  }
  expect(page('.failed, .empty'), path).toHaveLength(0);
  if (where === '/transactions') {
    const { found, rows: listed } = transactionsOf(answer);
    const count = Number(found.replaceAll(/\D/g, ''));
    expect(listed.length, path).toBeGreaterThan(0);
    if (!path.startsWith(TWO_YEARS)) return;
    const q = new URLSearchParams(path.split('?')[1]).get('q') ?? '';
    const matching = rows.filter((row) => textOf(row).includes(q)).length;
    if (isCut || (isCached && q !== '')) expect(count, path).toBeLessThanOrEqual(matching);
    else expect(count, path).toBe(matching);
    return;
  }
  if (where !== '/recurring') expect(page('main .money').text(), path).toMatch(/\$\d/);
  if (path === '/spending?months=24' && !isCut && rows.length > 730) {
    const table = page('#cash-flow tbody tr').toArray();
    expect(table, path).toHaveLength(24);
    for (const row of table) expect(page(row).text(), path).toMatch(/\$[1-9]/);
  }
}

function textOf({ name, merchant_name, original_description }: RawRow): string {
  return `${merchant_name ?? name} ${original_description}`.toLowerCase();
}

describe('twenty minutes without a cache', () => {
  let app: TestApp;
  afterEach(() => app.close());

  it.each(PEOPLE)(
    'leave no page without its figures: %s',
    async (_banks, sizes) => {
      app = await startTestApp(clock);
      const seen = await look(app, sizes, { isCached: false });
      // A limit that is met costs a minute at most.
      expect(Math.max(...seen.map((one) => one.waitedMs))).toBeLessThan(65_000);
      const met = seen.filter((one) => one.isCut || one.waitedMs > 0);
      // A small bank never comes near them.
      if (Math.max(...sizes) <= 2_500) expect([met, refused(app)]).toEqual([[], 0]);
      else expect(met.length).toBeGreaterThan(0);
    },
    300_000,
  );
});

describe.skipIf(!hasRedis)('twenty minutes with a cache', () => {
  it('never meet a limit: banks of 500, 2,500 and 10,000 transactions', async () => {
    const redis = await startRedis();
    const app = await startTestApp({ ...clock, env: { REDIS_URL: redis.url } });
    const seen = await look(app, [500, 2_500, 10_000], { isCached: true });
    expect(seen.filter((one) => one.isCut || one.waitedMs > 0)).toEqual([]);
    expect(refused(app)).toBe(0);
    await app.close();
    await redis.close();
  }, 300_000);
});
