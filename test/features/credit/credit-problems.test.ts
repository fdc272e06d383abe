import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { noticesOf, rowsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const CARDS = 'ins_900002';
const INVESTMENTS = 'ins_900003';
const DOWN = 'ins_900008';

let client: Client;
const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
afterAll(() => app.close());
beforeEach(() => {
  client = app.newClient();
});
afterEach(() => app.emulator.control.reset());

describe('on the credit page, banks that tell nothing', () => {
  it('are named where they have no cards or loans', async () => {
    giveBank(app, client, { institutionId: INVESTMENTS });
    const { page } = await client.get('/credit');
    expect(page('#without').text()).toContain('Harrowmere Investments shows no cards or loans');
    expect(page('.attention')).toHaveLength(0);
  });

  it('are named where they fail, beside those that answer', async () => {
    giveBank(app, client, { institutionId: CARDS });
    giveBank(app, client, { institutionId: DOWN });
    const answer = await client.get('/credit');
    expect(answer.status).toBe(200);
    expect(answer.page('.attention li').text()).toContain('Oldgrove Bank is not answering');
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('can be allowed to at Plaid, from here and back to here', async () => {
    giveBank(app, client, { institutionId: CARDS });
    for (const item of app.emulator.control.items()) item.consentedProducts = [];
    const refused = await client.get('/credit');
    expect(refused.page('.attention li').text()).toContain('may not tell us of your cards and loans yet');

    const begun = await client.press(refused, 'Choose what to share at Quillfeather Cards');
    const atPlaid = new Client(begun.location ?? '');
    const done = await atPlaid.press(await atPlaid.get(begun.location ?? ''), 'Sign in again');
    expect((await client.get(done.location ?? '')).location).toBe('/credit');
    const answer = await client.get('/credit');
    expect(noticesOf(answer)).toContain(
      'Quillfeather Cards is in order: what you let it tell of your cards and loans stands below.',
    );
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('are still asked about when the person did not agree', async () => {
    const slot = giveBank(app, client, { institutionId: CARDS });
    for (const item of app.emulator.control.items()) item.consentedProducts = [];
    expect((await client.get(`/banks/${slot}/repaired?for=credit`)).location).toBe('/credit');
    const { page } = await client.get('/credit');
    expect(page('.notice').text()).toContain('what you let it tell');
    expect(page('.attention li').text()).toContain('may not tell us of your cards and loans yet');
  });

  it('leave the reader here when Plaid cannot begin it', async () => {
    const slot = giveBank(app, client, { institutionId: CARDS });
    app.emulator.control.inject({ kind: 'reset' }, { path: '/link/token/create' });
    expect((await client.post(`/banks/${slot}/repair`, { for: 'credit' })).location).toBe('/credit');
    expect((await client.post(`/banks/${slot}/repair`, { for: '//evil.example' })).location).toBe(
      '/dashboard',
    );
  });
});
