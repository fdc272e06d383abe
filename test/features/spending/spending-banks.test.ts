import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { linkBank } from '../../support/link.ts';
import { sectionsOf } from '../../support/pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const NOW = new Date('2026-03-10T12:00:00Z');

let app: TestApp;
let client: Client;

beforeEach(async () => {
  app = await startTestApp({ now: () => NOW });
  client = app.newClient();
});

afterEach(() => app.close());

describe('the spending page of several banks', () => {
  it('never adds currencies', async () => {
    await linkBank(client, { bank: 'ins_900005' });
    const { page } = await client.get('/spending?months=3');
    const names = page('#by-category h3')
      .toArray()
      .map((heading) => page(heading).text());
    expect(names).toEqual(expect.arrayContaining(['Euro', 'Japanese Yen', 'Kuwaiti Dinar']));
    expect(page('#by-category > table')).toHaveLength(names.length);
  });

  it('names a bank that is missing and one that is not ready, and shows the others', async () => {
    await linkBank(client);
    await linkBank(client, { bank: 'ins_900008' });
    await linkBank(client, { bank: 'ins_900011' });
    const { page } = await client.get('/spending');
    expect(page('#by-category .partial').text()).toContain('Without Oldgrove Bank');
    expect(page('#by-category .partial').text()).toMatch(/Seedmoor Bank, which is still preparing/);
    expect(page('#by-category tbody tr').length).toBeGreaterThan(5);
  });

  it('says what is missing in place of figures, and offers to ask again', async () => {
    await linkBank(client, { bank: 'ins_900008' });
    const answer = await client.get('/spending');
    expect(answer.status).toBe(200);
    expect(sectionsOf(answer)).toEqual(['attention', 'by-category', 'cash-flow', 'merchants']);
    expect(answer.page('#by-category .failed').text()).toContain('Oldgrove Bank');
    expect(answer.text).not.toContain('Nothing was spent');
  });
});
