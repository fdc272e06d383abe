import { afterAll, describe, expect, it } from 'vitest';
import { EXCESSIVE, EXCESSIVE_PATHS } from '../support/excessive-queries.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const app = await startTestApp();
const client = app.newClient();
giveBank(app, client, { transactions: 150 });
afterAll(() => app.close());

describe.each(EXCESSIVE)('a query of %s', (_what, query, isTooLong) => {
  it.each(EXCESSIVE_PATHS)('is answered at %s as no query is, or refused as too long', async (path) => {
    const ordinary = await client.get(path);
    expect([200, 303]).toContain(ordinary.status);
    const answer = await client.get(`${path}?${query}`);
    // A file is not written where an amount or a day cannot be understood: the page says so.
    const isRefused = path === '/transactions.csv' && /^(min|max|from)=[^&]*$/.test(query);
    expect(answer.status).toBe(isTooLong ? 414 : isRefused ? 303 : ordinary.status);
    // What was asked too much of is not repeated at length.
    expect(answer.text.length).toBeLessThan(ordinary.text.length + 50_000);
    expect(answer.text).not.toMatch(/(.)\1{500}/);
  });
});

it('a form of 1,000 fields is refused', async () => {
  const fields = new URLSearchParams('f=1&'.repeat(1_000));
  expect((await client.post('/preferences', fields)).status).toBe(413);
});
