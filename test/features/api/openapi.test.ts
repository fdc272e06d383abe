/** The answers of the API, against its own OpenAPI document. */

import { afterAll, describe, expect, it } from 'vitest';
import { readText } from '../../source-files.ts';
import { described, faultsBy } from '../../support/api-document.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { EVERY_KIND } from '../../support/sample-book.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATHS = [
  '/api/dashboard',
  '/api/transactions',
  '/api/spending',
  '/api/net-worth',
  '/api/ahead',
  '/api/credit',
];
const HOUSEHOLD = 'ins_900001';
const DOWN = 'ins_900008';
/** Checking, cards, investments, loans, foreign currencies and a credit union. */
const HEALTHY = [1, 2, 3, 4, 5, 6].map((number) => `ins_90000${number}`);

const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
afterAll(() => app.close());

function withBanks(...institutionIds: string[]): Client {
  const client = app.newClient();
  for (const institutionId of institutionIds) giveBank(app, client, { institutionId });
  return client;
}

it('the document describes every path of the API', async () => {
  const answer = await app.newClient().get('/api/openapi.json');
  const document = JSON.parse(answer.text);
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: app.services.version } });
  expect(Object.keys(document.paths)).toEqual([...PATHS, '/api/delete-me']);
});

describe.each(PATHS)('%s', (path) => {
  it('is as described for banks of every type', async () => {
    const answer = await withBanks(...HEALTHY).get(path);
    expect(answer.status).toBe(200);
    expect(described<{ problems: object[] }>(answer, path).problems).toEqual([]);
  });

  it('is as described, and never fails, where banks fail', async () => {
    const answer = await withBanks(HOUSEHOLD, DOWN, 'ins_900009', 'ins_900016').get(path);
    expect(answer.status).toBe(200);
    const { problems } = described<{ problems: { bank: string; kind: string; action: string }[] }>(
      answer,
      path,
    );
    expect(problems).toEqual([
      expect.objectContaining({ bank: 'Marlbrook Savings', kind: 'sign-in', action: 'repair' }),
      expect.objectContaining({ bank: 'Oldgrove Bank', kind: 'bank-down', action: 'again' }),
      expect.objectContaining({ bank: 'Garblestone Bank', kind: 'plaid-down', action: 'again' }),
    ]);
    expect(problems[1]).toMatchObject({ sentence: expect.stringMatching(/^Oldgrove Bank is not .*\.$/) });
    expect(problems[0]).toMatchObject({ requestId: expect.stringMatching(/^\w+$/) });
  });

  it('is as described where no bank answers', async () => {
    const answer = await withBanks(DOWN).get(path);
    expect(answer.status).toBe(200);
    expect(described<{ problems: object[] }>(answer, path).problems).toHaveLength(1);
  });

  it('has no amount and no ratio while amounts are hidden', async () => {
    const client = withBanks(HOUSEHOLD, 'ins_900002', 'ins_900004');
    const shown = described<{ hidden: boolean }>(await client.get(path), path);
    await client.post('/preferences', { hidden: 'yes' });
    const hidden = described<{ hidden: boolean }>(await client.get(path), path);
    expect([shown.hidden, hidden.hidden]).toEqual([false, true]);
    expect(amountsIn(shown).filter((amount) => amount === null).length).toBeLessThan(amountsIn(shown).length);
    expect(amountsIn(hidden)).toHaveLength(amountsIn(shown).length);
    expect(new Set(amountsIn(hidden))).toEqual(new Set([null]));
  });

  it('is as described with a book, and tells none of its amounts while they are hidden', async () => {
    const client = withBanks(HOUSEHOLD, 'ins_900005');
    giveBook(app, client, EVERY_KIND);
    const shown = described<{ hidden: boolean }>(await client.get(path), path);
    await client.post('/preferences', { hidden: 'yes' });
    const answer = await client.get(path);
    const hidden = described<{ hidden: boolean }>(answer, path);
    expect(amountsIn(hidden)).toHaveLength(amountsIn(shown).length);
    expect(new Set(amountsIn(hidden))).toEqual(new Set([null]));
    expect(answer.text).not.toMatch(/42000000|420000\.00|60000\b|600\.00/);
  });

  it('says how to link where no bank is linked, or none that opens', async () => {
    const stranger = app.newClient();
    stranger.jar.set('bank-aaaaaa', 'forged');
    for (const answer of [await app.newClient().get(path), await stranger.get(path)]) {
      expect(answer.status).toBe(401);
      expect(described(answer, path)).toMatchObject({ howToLink: { url: `${app.url}/` } });
    }
  });

  it('may not be stored', async () => {
    const { headers } = await withBanks(HOUSEHOLD).get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

it.each([
  ['/api/nothing', 404, 'not-found'],
  [`/api/dashboard?${'x'.repeat(9_000)}`, 414, 'uri-too-long'],
])('errors are JSON: %s', async (path, status, error) => {
  const answer = await app.newClient().get(path);
  expect(answer.status).toBe(status);
  expect(described(answer, '/api/dashboard')).toMatchObject({ error, message: expect.any(String) });
});

it('a method that is not allowed is refused in JSON', async () => {
  const answer = await app.newClient().send('/api/dashboard', { method: 'PUT' });
  expect(answer.status).toBe(405);
  expect(described(answer, '/api/dashboard')).toMatchObject({ error: 'method-not-allowed' });
});

describe('the document of the API', () => {
  const text = readText('docs/api.md');
  const samples = [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = '']) => JSON.parse(json));
  /** What each sample shows, in order; the fourth is a part of a transaction. */
  const SHOWN = [
    ...['Amount', 'Problem', 'Amount', null, 'Converted'],
    ...['Dashboard', 'Transactions', 'SpendingReport', 'NetWorth', 'Ahead', 'Credit', 'Deletion'],
    ...['Error', 'NoBank'],
  ];

  it('has samples that are as described', () => {
    expect(samples).toHaveLength(SHOWN.length);
    for (const [index, name] of SHOWN.entries()) {
      if (name === null) continue;
      expect(faultsBy(`#/components/schemas/${name}`, samples[index]), name).toEqual([]);
    }
  });

  it('has each error with its status', () => {
    const rows = [...text.matchAll(/^\| (\d{3}) \| `([a-z-]+)` \|/gm)];
    expect(rows.map(([, status, error]) => `${status} ${error}`)).toEqual([
      ...['401 unauthorized', '403 forbidden', '404 not-found', '405 method-not-allowed', '414 uri-too-long'],
      ...['429 too-many-requests', '500 internal-server-error', '503 service-unavailable'],
    ]);
  });
});

/** Each number that an amount or a ratio is made of. */
function amountsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    ['amountMinor', 'decimal', 'utilisation', 'share'].includes(name) ? [inner] : amountsIn(inner),
  );
}
