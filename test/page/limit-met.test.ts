/** Pages, files and the API where Plaid's limit of calls is met: what has arrived is shown, and nothing is silent for long. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { described } from '../support/api-document.ts';
import { asked } from '../support/asked.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { CUT, clock, MINUTE_MS, pass, personWith, setTime, timeNow } from './limited-app.ts';

const TWO_YEARS = '/transactions?days=730';
beforeEach(() => setTime());

/** Uses up so many of the thirty calls for a bank that Plaid allows in this minute. */
async function use({ emulator, services }: TestApp, calls: number): Promise<void> {
  const [item] = emulator.control.items();
  const today = services.now().toISOString().slice(0, 10);
  const part = { range: { from: today, to: today }, offset: 0, count: 1 };
  for (let call = 0; call < calls; call++) await services.gateway.historyPart(item?.accessToken ?? '', part);
}

describe('what cannot be streamed', () => {
  let app: TestApp;
  let client: Client;
  beforeEach(async () => {
    app = await startTestApp(clock);
    ({ client } = personWith(app, [300]));
    await use(app, 30);
  });
  afterEach(() => app.close());

  it.each([
    '/transactions',
    '/transactions?q=a',
    '/api/transactions',
    '/api/spending',
    '/api/net-worth',
    '/api/ahead',
    '/api/dashboard',
    '/transactions.csv',
  ])('is answered within half a minute where Plaid’s limit leaves nothing: %s', async (path) => {
    const before = timeNow();
    const { status } = await client.get(path);
    expect(status).toBe(path === '/transactions.csv' ? 303 : 200);
    // The calls themselves take no time here. Heroku's router and others give up after 30 seconds.
    expect(timeNow() - before).toBeGreaterThan(0);
    expect(timeNow() - before).toBeLessThanOrEqual(15_000);
  });

  it('is a page that says why, and loads itself again in the next minute, once', async () => {
    const answer = await client.get('/transactions?q=a');
    expect(answer.page('#attention').text()).toMatch(
      /was asked too often.* This page checks again by itself\./s,
    );
    expect(answer.headers.get('refresh')).toBe('50; url=/transactions?q=a&again=yes');
    const plain = await client.get('/transactions?q=a&plain');
    expect(plain.headers.get('refresh')).toBe('50; url=/transactions?q=a&plain=yes&again=yes');
    const again = await client.get('/transactions?q=a&again=yes');
    expect(again.headers.get('refresh')).toBeNull();
    expect(again.page('#attention').text()).not.toContain('by itself');
    pass(50_000);
    const { page, headers } = await client.get('/transactions?q=a&again=yes');
    expect(headers.get('refresh')).toBeNull();
    expect(page('#attention, .empty')).toHaveLength(0);
  });

  it('is the other banks’ transactions where there are some, until it loads itself again', async () => {
    giveBank(app, client, { institutionId: 'ins_900005' });
    const answer = await client.get('/transactions?q=a');
    expect(answer.page('#attention .lines').text()).toContain('Fernhollow Bank');
    expect(answer.page('.result .incomplete')).toHaveLength(1);
    expect(answer.page('.entry').length).toBeGreaterThan(0);
    expect(answer.headers.get('refresh')).toMatch(/^50; /);
  });

  it('is for programs a list of problems', async () => {
    const told = described<{ problems: { kind: string }[]; transactions: unknown[] }>(
      await client.get('/api/transactions'),
      '/api/transactions',
    );
    expect(told).toMatchObject({ problems: [{ kind: 'limited' }], transactions: [] });
  });
});

describe('a limit that is met half-way', () => {
  let app: TestApp;
  let client: Client;
  const callsOfHistory = () => asked(app.emulator).filter(({ path }) => path === '/transactions/get');
  async function start() {
    app = await startTestApp(clock);
    ({ client } = personWith(app, [10_000]));
  }
  afterEach(() => app.close());

  it.each([
    '/dashboard?days=730',
    '/spending?months=24',
    '/net-worth?months=24',
    '/ahead',
    '/recurring',
    `${TWO_YEARS}&q=market`,
  ])(
    'shows what has arrived on %s, says from where on the rest is missing, and shows all of it then',
    async (path) => {
      await start();
      await use(app, 20);
      const said = await client.get(path, { 'accept-language': 'en-US' });
      const [, clockTime = ''] = CUT.exec(said.page('#attention .note').text()) ?? [];
      expect(clockTime).not.toBe('');
      expect(said.page('.failed, .empty')).toHaveLength(0);
      expect(said.page('#attention li:not(.due)')).toHaveLength(0);
      expect(said.page('main .incomplete').attr('href')).toBe('#attention');
      setTime(Date.parse(`May 20, 2026 ${clockTime} UTC`));
      const then = await client.get(path, { 'accept-language': 'en-US' });
      expect(then.page('.incomplete')).toHaveLength(0);
      expect(then.text).not.toMatch(CUT);
    },
  );

  it('leaves the page of a list that it has met beside it, and says what may be missing', async () => {
    app = await startTestApp(clock);
    ({ client } = personWith(app, [480]));
    await use(app, 29);
    const before = timeNow();
    // One call brings the page, and another one the rows before it.
    const { page } = await client.get(`${TWO_YEARS}&page=5`, { 'accept-language': 'en-US' });
    expect(page('.entry')).toHaveLength(80);
    expect(page('.result .note').text()).toContain('The first or last day on this page may be incomplete');
    expect(page('#attention')).toHaveLength(0);
    expect(timeNow()).toBe(before);
  });

  it('offers files that are whole, and says so', async () => {
    await start();
    await use(app, 20);
    const { page } = await client.get(`${TWO_YEARS}&q=market`, { 'accept-language': 'en-US' });
    expect(page('#attention .note').text()).toMatch(CUT);
    expect(page('.result .incomplete')).toHaveLength(1);
    expect(page('.export').text()).toContain('Everything that matches, including what is not listed here');
    expect(page('.export .incomplete')).toHaveLength(0);
    expect(page('.exports a').first().attr('href')).toBe('/transactions.csv?days=730&q=market');
  });

  it('is told by the API with the bank, the day and the time', async () => {
    await start();
    await use(app, 20);
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
    expect(Date.parse(told.cutBanks[0]?.againAt ?? '')).toBe(timeNow() + MINUTE_MS);
  });

  it('makes a file wait for the next minute, so that it is whole', async () => {
    await start();
    await use(app, 25);
    const before = timeNow();
    const { text } = await client.get('/transactions.csv?days=730');
    expect(text.trimEnd().split('\r\n')).toHaveLength(10_001);
    expect(timeNow() - before).toBeGreaterThanOrEqual(60_000);
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
