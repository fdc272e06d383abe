import { afterAll, describe, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATHS = ['/api/dashboard', '/api/transactions', '/api/spending', '/api/credit'];
const BANKS = {
  household: 'ins_900001',
  cards: 'ins_900002',
  investments: 'ins_900003',
  lender: 'ins_900004',
  foreign: 'ins_900005',
  creditUnion: 'ins_900006',
  down: 'ins_900008',
  signIn: 'ins_900009',
  garbage: 'ins_900016',
};

const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
afterAll(() => app.close());

function withBanks(...institutionIds: string[]): Client {
  const client = app.newClient();
  for (const institutionId of institutionIds) giveBank(app, client, { institutionId });
  return client;
}

it('describes every address of the API', async () => {
  const answer = await app.newClient().get('/api/openapi.json');
  const document = JSON.parse(answer.text);
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: app.services.version } });
  expect(Object.keys(document.paths)).toEqual([...PATHS, '/api/delete-me']);
});

describe.each(PATHS)('%s', (path) => {
  it('is as described for banks of every kind', async () => {
    const { household, cards, investments, lender, foreign, creditUnion } = BANKS;
    const client = withBanks(household, cards, investments, lender, foreign, creditUnion);
    const answer = await client.get(path);
    expect(answer.status).toBe(200);
    expect(described<{ problems: object[] }>(answer, path).problems).toEqual([]);
  });

  it('is as described, and never fails, where banks fail', async () => {
    const { household, down, signIn, garbage } = BANKS;
    const answer = await withBanks(household, down, signIn, garbage).get(path);
    expect(answer.status).toBe(200);
    const { problems } = described<{ problems: { bank: string; kind: string; action: string }[] }>(
      answer,
      path,
    );
    expect(problems).toEqual([
      expect.objectContaining({ bank: 'Oldgrove Bank', kind: 'bank-down', action: 'again' }),
      expect.objectContaining({ bank: 'Marlbrook Savings', kind: 'sign-in', action: 'repair' }),
      expect.objectContaining({ bank: 'Garblestone Bank', kind: 'plaid-down', action: 'again' }),
    ]);
    expect(problems[0]).toMatchObject({ sentence: expect.stringMatching(/^Oldgrove Bank is not .*\.$/) });
    expect(problems[0]).toMatchObject({ requestId: expect.stringMatching(/^\w+$/) });
  });

  it('is as described where no bank tells anything', async () => {
    const answer = await withBanks(BANKS.down).get(path);
    expect(answer.status).toBe(200);
    expect(described<{ problems: object[] }>(answer, path).problems).toHaveLength(1);
  });

  it('has no amount, and nothing that could be worked out to one, while amounts are hidden', async () => {
    const client = withBanks(BANKS.household, BANKS.cards, BANKS.lender);
    const shown = described<{ hidden: boolean }>(await client.get(path), path);
    await client.post('/preferences', { hidden: 'yes' });
    const hidden = described<{ hidden: boolean }>(await client.get(path), path);
    expect([shown.hidden, hidden.hidden]).toEqual([false, true]);
    expect(amountsIn(shown).filter((amount) => amount === null).length).toBeLessThan(amountsIn(shown).length);
    expect(amountsIn(hidden)).toHaveLength(amountsIn(shown).length);
    expect(new Set(amountsIn(hidden))).toEqual(new Set([null]));
  });

  it('says how to link where no bank is linked, or none that opens', async () => {
    const stranger = app.newClient();
    stranger.jar.set('bank-aaaaaa', 'forged');
    for (const answer of [await app.newClient().get(path), await stranger.get(path)]) {
      expect(answer.status).toBe(401);
      expect(described(answer, path)).toMatchObject({ howToLink: { url: `${app.url}/` } });
    }
  });

  it('is kept by nobody', async () => {
    const { headers } = await withBanks(BANKS.household).get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

it.each([
  ['/api/nothing', 404, 'not-found'],
  [`/api/dashboard?${'x'.repeat(3000)}`, 414, 'uri-too-long'],
])('has errors in JSON: %s', async (path, status, error) => {
  const answer = await app.newClient().get(path);
  expect(answer.status).toBe(status);
  expect(described(answer, '/api/dashboard')).toMatchObject({ error, message: expect.any(String) });
});

it('refuses in JSON what it cannot do', async () => {
  const answer = await app.newClient().send('/api/dashboard', { method: 'PUT' });
  expect(answer.status).toBe(405);
  expect(described(answer, '/api/dashboard')).toMatchObject({ error: 'method-not-allowed' });
});

/** Each number that an amount or a ratio is made of. */
function amountsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    ['amountMinor', 'decimal', 'utilisation', 'share'].includes(name) ? [inner] : amountsIn(inner),
  );
}
