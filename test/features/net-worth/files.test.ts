/** The API's answer and the CSV file: every day of every account, against the banks' own books. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const { control } = app.emulator;
afterEach(() => control.reset());
afterAll(() => app.close());

interface Told {
  readonly range: { readonly from: string; readonly to: string };
  readonly netWorth: readonly {
    readonly currency: string;
    readonly leftOut: readonly string[];
    readonly days: readonly {
      readonly date: string;
      readonly net: Amount;
      readonly assets: Amount;
      readonly debts: Amount;
    }[];
  }[];
  readonly accounts: readonly {
    readonly id: string;
    readonly type: string;
    readonly reason: string | null;
    readonly days: readonly { readonly date: string; readonly balance: Amount }[];
  }[];
}
type Amount = { readonly amountMinor: number; readonly decimal: string; readonly currency: string } | null;

function withBanks(...institutionIds: string[]): Client {
  const client = app.newClient();
  for (const institutionId of institutionIds) giveBank(app, client, { institutionId });
  return client;
}

const books = () => control.items().flatMap(({ id }) => control.pastBalances(id, '2024-06-01'));
const signed = (type: string, minor: number) => (type === 'depository' ? minor : 0 - minor);

describe('the API', () => {
  it('has the books’ own balance of each account at the end of each day of two years', async () => {
    const client = withBanks('ins_900001', 'ins_900002', 'ins_900005');
    const told = JSON.parse((await client.get('/api/net-worth?months=24')).text) as Told;
    expect(told.range).toEqual({ from: '2024-06-01', to: '2026-05-20' });
    let compared = 0;
    for (const { accountId, type, days } of books()) {
      const own = told.accounts.find(({ id }) => id === accountId);
      expect(own?.days.map(({ date }) => date)).toEqual(days.map(({ date }) => date));
      for (const [index, { balance }] of (own?.days ?? []).entries()) {
        if (balance === null) continue;
        expect(balance.amountMinor).toBe(signed(type, days[index]?.currentMinor ?? Number.NaN));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(5 * 700);
  });

  it('has totals that are the sums of the accounts which are not left out, on every day', async () => {
    const client = withBanks('ins_900001', 'ins_900003', 'ins_900004', 'ins_900005');
    const told = JSON.parse((await client.get('/api/net-worth')).text) as Told;
    expect(told.netWorth.map(({ currency }) => currency).sort()).toEqual([
      'EUR',
      'JPY',
      'KWD',
      'LUMI',
      'USD',
    ]);
    for (const { currency, leftOut, days } of told.netWorth) {
      const counted = told.accounts.filter(
        ({ id, days: own }) => !leftOut.includes(id) && own.at(-1)?.balance?.currency === currency,
      );
      expect(counted.length).toBeGreaterThan(0);
      for (const [index, { net, assets, debts }] of days.entries()) {
        const own = counted.map((one) => one.days[index]?.balance?.amountMinor ?? 0);
        expect(net?.amountMinor).toBe(own.reduce((sum, one) => sum + one, 0));
        expect((assets?.amountMinor ?? 0) + (debts?.amountMinor ?? 0)).toBe(net?.amountMinor);
      }
    }
    const dollars = told.netWorth.find(({ currency }) => currency === 'USD');
    const reasons = told.accounts
      .filter(({ id }) => dollars?.leftOut.includes(id))
      .map(({ reason }) => reason);
    expect(reasons).toEqual(['investment', 'investment', 'investment', 'no-transactions']);
  });

  it('has null where a day cannot be known', async () => {
    const client = app.newClient();
    giveBank(app, client, { institutionId: 'ins_900001', daysRequested: 60 });
    const told = JSON.parse((await client.get('/api/net-worth?months=3')).text) as Told;
    const [checking] = told.accounts;
    expect(checking?.days[0]).toEqual({ date: '2026-03-01', balance: null });
    expect(checking?.reason).toBe('not-read');
    expect(told.netWorth[0]?.days[0]).toEqual({ date: '2026-03-01', net: null, assets: null, debts: null });
    expect(told.netWorth[0]?.days.at(-1)?.net).not.toBeNull();
  });
});

describe('the file', () => {
  const CSV = '/net-worth.csv?months=3';

  it('has a line for each day of each account, with the books’ own balances', async () => {
    const { text, headers } = await withBanks('ins_900001', 'ins_900003').get(CSV);
    expect(headers.get('content-disposition')).toBe('attachment; filename="net-worth-2026-05-20.csv"');
    const [head, ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(head).toBe('date,balance,currency,account,bank,note,id');
    expect(lines).toHaveLength(7 * 81);
    for (const { accountId, type, days } of books().filter((one) => one.type !== 'investment')) {
      const own = lines.filter((line) => line.endsWith(`"${accountId}"`));
      expect(own.map((line) => line.split(',').slice(0, 2))).toEqual(
        days
          .filter(({ date }) => date >= '2026-03-01')
          .map(({ date, currentMinor }) => [date, (signed(type, currentMinor) / 100).toFixed(2)]),
      );
    }
    const investments = lines.filter((line) => line.includes('Workplace 401(k)'));
    expect(investments.slice(0, -1).every((line) => /^[\d-]+,,"USD",.*"past market values/.test(line))).toBe(
      true,
    );
    expect(investments.at(-1)).toMatch(/^2026-05-20,\d+\.\d\d,"USD",.*,"",/);
  });

  it('is none while amounts are hidden, or a bank cannot be read, and says why', async () => {
    const client = withBanks('ins_900001', 'ins_900008');
    const refused = await client.get(CSV);
    expect([refused.status, refused.location]).toEqual([303, '/net-worth?months=3']);
    expect(noticesOf(await client.get('/net-worth'))).toEqual([
      'No file was written: Oldgrove Bank could not be read just now.',
    ]);
    const { page } = await client.get('/net-worth?months=3');
    const part = await client.get(page('a[href^="/net-worth.csv"]').attr('href') ?? '');
    expect(part.headers.get('content-disposition')).toContain('net-worth-2026-05-20-partial.csv');
    await client.post('/preferences', { hidden: 'yes' });
    expect((await client.get(CSV)).status).toBe(303);
    expect(noticesOf(await client.get('/net-worth'))).toEqual([
      'No file was written, because amounts are hidden.',
    ]);
  });

  it('is none without any bank, and says why', async () => {
    const client = withBanks('ins_900001');
    const slots = [...client.jar.keys()].filter((name) => name.includes('bank-'));
    const without = slots.map((name) => name.replace(/^.*bank-/, '')).join('.');
    const refused = await client.get(`/net-worth.csv?months=24&without=${without}`);
    expect([refused.status, refused.location]).toEqual([303, '/net-worth?months=24']);
    expect(noticesOf(await client.get('/net-worth'))).toEqual([
      'No file was written: Fernhollow Bank could not be read just now.',
    ]);
  });

  it('has no cell that a spreadsheet would run', async () => {
    control.canary('=1+1');
    const { text } = await withBanks('ins_900001').get(CSV);
    expect(text).toContain("'=1+1");
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });
});
