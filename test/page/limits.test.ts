/**
 * Twenty minutes of ordinary clicking under Plaid's limits of Production, by a clock of the test's: no page is without
 * its figures. What is cut by a limit says so, and everything else is whole.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { described } from '../support/api-document.ts';
import { asked } from '../support/asked.ts';
import type { Answer, Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { transactionsOf } from '../support/pages.ts';
import type { RawRow } from '../support/raw-books.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const MINUTE_MS = 60_000;
/** How long a person reads one page after the other: some click on at once. */
const READS_MS = [10_000, 60_000, 20_000];
const TWO_YEARS = '/transactions?days=730';
/** Every page, three ranges, five pages of the list, two searches and a file, in the order of somebody who looks around. */
const CLICKS = [
  ...['/dashboard', '/dashboard?days=90', '/dashboard?days=365', '/transactions', TWO_YEARS],
  ...[2, 3, 4, 5].map((page) => `${TWO_YEARS}&page=${page}`),
  ...[`${TWO_YEARS}&q=coffee`, `${TWO_YEARS}&q=market`, '/spending', '/spending?months=24', '/recurring'],
  ...['/transactions.csv?days=730', '/credit', '/privacy'],
];
const PEOPLE: readonly (readonly [banks: string, sizes: readonly number[]])[] = [
  ['a bank of 500 transactions', [500]],
  ['a bank of 2,500 transactions', [2_500]],
  ['banks of 500, 2,500 and 10,000 transactions', [500, 2_500, 10_000]],
];
const CUT =
  /Of [\w ]+ only transactions back to .+ are here, since Plaid limits the calls in a minute\. The rest can be loaded from (\d+:\d+ [AP]M) UTC on\./;

const NOON = Date.parse('2026-05-20T12:00:00Z');
let time = NOON;
let waitedMs = 0;
beforeEach(() => {
  time = NOON;
});
const clock = {
  now: () => new Date(time),
  /** Banks that wait at the same time wait for the same time. */
  async wait(ms: number) {
    const until = time + ms;
    await nextTurn();
    waitedMs += Math.max(0, until - time);
    time = Math.max(time, until);
  },
};

const refused = ({ emulator }: TestApp) => asked(emulator).filter(({ status }) => status === 429).length;

/** Somebody who has had banks of these sizes for an hour. */
function personWith(app: TestApp, sizes: readonly number[]): { client: Client; rows: readonly RawRow[] } {
  app.emulator.control.reset();
  const client = app.newClient();
  for (const transactions of sizes) giveBank(app, client, { transactions });
  const rows = app.emulator.control
    .items()
    .flatMap(({ id }) => app.emulator.control.rawTransactions(id) as RawRow[]);
  time += 60 * MINUTE_MS;
  app.emulator.control.production({ slowness: 0 });
  return { client, rows };
}

interface Looking {
  /** Cached transactions have no text of the bank's, so that a search finds less in them. */
  readonly isCached: boolean;
}

interface Seen {
  readonly path: string;
  readonly isCut: boolean;
  readonly waitedMs: number;
}

/** Clicks for twenty minutes; each page must have its figures. */
async function look(app: TestApp, sizes: readonly number[], { isCached }: Looking): Promise<Seen[]> {
  const { client, rows } = personWith(app, sizes);
  const seen: Seen[] = [];
  const end = time + 20 * MINUTE_MS;
  for (let click = 0; time < end; click++) {
    const path = CLICKS[click % CLICKS.length] ?? '';
    waitedMs = 0;
    const answer = await client.get(path, { 'accept-language': 'en-US' });
    const isCut = CUT.test(answer.page('.partial').text());
    checkFigures(path, answer, { rows, isCut, isCached });
    seen.push({ path, isCut, waitedMs });
    time += READS_MS[click % READS_MS.length] ?? 0;
  }
  return seen;
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
      // Each page at least twice.
      expect(seen.length).toBeGreaterThan(2 * CLICKS.length);
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

describe('a limit that is met half-way', () => {
  let app: TestApp;
  let client: Client;
  const callsOfHistory = () => asked(app.emulator).filter(({ path }) => path === '/transactions/get');
  /** Uses up so many of the thirty calls that Plaid allows in this minute. */
  async function use(calls: number) {
    for (let call = 0; call < calls; call++) await client.get('/transactions');
  }
  async function start() {
    app = await startTestApp(clock);
    ({ client } = personWith(app, [10_000]));
  }
  afterEach(() => app.close());

  it.each(['/dashboard?days=730', '/spending?months=24', '/recurring', `${TWO_YEARS}&q=market`])(
    'shows what has arrived on %s, says from where on the rest is missing, and shows all of it then',
    async (path) => {
      await start();
      await use(20);
      const said = await client.get(path, { 'accept-language': 'en-US' });
      const [, clockTime = ''] = CUT.exec(said.page('.partial').first().text()) ?? [];
      expect(said.page('.failed, .empty')).toHaveLength(0);
      expect(said.page('#attention')).toHaveLength(0);
      time = Date.parse(`May 20, 2026 ${clockTime} UTC`);
      const then = await client.get(path, { 'accept-language': 'en-US' });
      expect(then.page('.partial').text()).not.toMatch(CUT);
    },
  );

  it('is told by the API with the bank, the day and the time', async () => {
    await start();
    await use(20);
    const path = '/api/spending';
    const told = described<{ cutBanks: { bank: string; from: string; againAt: string }[] }>(
      await client.get(`${path}?months=24`),
      path,
    );
    expect(told.cutBanks).toEqual([
      {
        bank: 'Fernhollow Bank',
        from: expect.stringMatching(/^202\d-\d\d-\d\d$/),
        againAt: expect.any(String),
      },
    ]);
    expect(Date.parse(told.cutBanks[0]?.againAt ?? '')).toBe(time + MINUTE_MS);
  });

  it('makes a file wait for the next minute, so that it is whole', async () => {
    await start();
    await use(25);
    const before = time;
    const { text } = await client.get('/transactions.csv?days=730');
    expect(text.trimEnd().split('\r\n')).toHaveLength(10_001);
    expect(time - before).toBeGreaterThanOrEqual(60_000);
  });

  it('breaks a file off where the next minute does not help either, so that it does not look whole', async () => {
    await start();
    app.emulator.control.inject({ kind: 'error', code: 'TRANSACTIONS_LIMIT' }, { path: '/transactions/get' });
    expect(await client.get('/transactions.csv?days=730')).toMatchObject({ status: 303 });
    app.emulator.control.reset();
    ({ client } = personWith(app, [10_000]));
    const path = '/transactions/get';
    const failing = waitForCalls(callsOfHistory().length + 3).then(() =>
      app.emulator.control.inject({ kind: 'error', code: 'TRANSACTIONS_LIMIT' }, { path }),
    );
    app.emulator.control.inject({ kind: 'delay', ms: 50 }, { path });
    await expect(client.get('/transactions.csv?days=730')).rejects.toThrow(/terminated|fetch failed/);
    await failing;
  });

  async function waitForCalls(count: number): Promise<void> {
    while (callsOfHistory().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
