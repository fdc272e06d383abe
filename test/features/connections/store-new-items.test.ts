/** What becomes of the Items that a visit to Plaid brings: kept, or removed when they cannot be kept. */

import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const { emulator, close } = await startTestApp();
const { control } = emulator;
const proxy = await startPlaidProxy(emulator.baseUrl);
const app = await startTestApp({ emulator, env: { PLAID_BASE_URL: proxy.url } });
afterAll(async () => {
  await app.close();
  await proxy.close();
  await close();
});
afterEach(() => {
  control.reset();
  proxy.change = (_path, answer) => answer;
});

const EXCHANGE = '/item/public_token/exchange';
const callsTo = (path: string) => control.calls().filter((call) => call.path === path).length;
const holdings = () => [control.items().length, control.users().length];

/** A client with two banks linked in one visit, about to come back. */
async function withTwoBanks(banks = ['ins_900001', 'ins_900002']) {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  let returnUrl = '';
  for (const bank of banks) returnUrl = await finishAtPlaid(hostedUrl, { bank });
  return { client, returnUrl };
}

const withOneBank = () => withTwoBanks(['ins_900001']);

describe('a new Item', () => {
  const withoutInstitutions = (path: string, answer: string) =>
    path === '/link/token/get' ? answer.replace(/"institution":\{[^}]*\}/g, '"institution":null') : answer;

  it('is kept from every session of a visit', async () => {
    const { client, returnUrl } = await withTwoBanks();
    await client.get(returnUrl);
    expect(client.bankCookies).toHaveLength(2);
    expect(noticesOf(await client.get('/dashboard')).sort()).toEqual([
      'Fernhollow Bank is connected (24 hours).',
      'Quillfeather Cards is connected (24 hours).',
    ]);
  });

  it('is kept when the exchange of the other one failed, which is said', async () => {
    const { client, returnUrl } = await withTwoBanks();
    control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: EXCHANGE, times: 1 });
    await client.get(returnUrl);
    expect(client.bankCookies).toHaveLength(1);
    const { notices } = dashboardOf(await client.get('/dashboard'));
    expect(notices.filter((notice) => notice.includes('is connected'))).toHaveLength(1);
    expect(notices.filter((notice) => notice.includes('could not be connected'))).toHaveLength(1);
  });

  it('is asked for the bank’s name where Link gave none', async () => {
    proxy.change = withoutInstitutions;
    const client = app.newClient();
    await linkBank(client);
    expect(noticesOf(await client.get('/dashboard'))).toEqual(['Fernhollow Bank is connected (24 hours).']);
  });

  it('is kept though nothing gives its bank’s name', async () => {
    proxy.change = withoutInstitutions;
    control.inject({ kind: 'html' }, { path: '/item/get', times: 3 });
    const client = app.newClient();
    await linkBank(client);
    expect(noticesOf(await client.get('/dashboard'))).toEqual(['Your bank is connected (24 hours).']);
  });

  it('is removed where the browser has no room for its cookie, which is said', async () => {
    const client = app.newClient();
    await linkBank(client);
    client.jar.set('of-another-app', 'x'.repeat(7500));
    await linkBank(client, { bank: 'ins_900002' });
    expect(client.bankCookies).toHaveLength(1);
    expect(control.items().map(({ institution }) => institution.name)).toEqual(['Fernhollow Bank']);
    expect(callsTo('/item/remove')).toBe(1);
    expect(noticesOf(await client.get('/dashboard'))).toEqual([
      'Quillfeather Cards was not connected: this browser holds as many banks as it can carry.',
    ]);
  });

  it('is removed where the person left before the cookie could be sent', async () => {
    const { client, returnUrl } = await withOneBank();
    const release = control.hold({ path: EXCHANGE });
    const leaving = new AbortController();
    const reading = PageReader.open(returnUrl, client, leaving.signal);
    await vi.waitFor(() => expect(callsTo(EXCHANGE)).toBe(1), 10_000);
    leaving.abort();
    await expect(reading).rejects.toThrow();
    const isLeft = (line: string) => line.includes('"isAborted":true');
    await vi.waitFor(() => expect(app.logLines.some(isLeft)).toBe(true), 10_000);
    release();
    await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
    await vi.waitFor(() => expect(control.items()).toEqual([]), 10_000);
  });
});

describe('an Item whose access token is lost on the way to us', () => {
  /** Plaid sends this many access tokens, and they do not arrive. */
  function loseTokens(count: number): void {
    let left = count;
    proxy.change = (path, answer) => (path === EXCHANGE && left-- > 0 ? answer.slice(0, 20) : answer);
  }

  it('is removed, with its user', async () => {
    const { client, returnUrl } = await withOneBank();
    loseTokens(1);
    await client.get(returnUrl);
    expect(client.bankCookies).toEqual([]);
    expect(holdings()).toEqual([0, 0]);
  });

  it('is removed alone: the other one of the visit is kept', async () => {
    const { client, returnUrl } = await withTwoBanks();
    loseTokens(1);
    await client.get(returnUrl);
    expect(client.bankCookies).toHaveLength(1);
    expect(control.items()).toHaveLength(1);
    expect((await client.get('/dashboard')).page('#attention li')).toHaveLength(0);
  });

  it('is kept where another tab of the same visit has its token', async () => {
    const { client, returnUrl } = await withOneBank();
    const otherTab = client.copy();
    await client.get(returnUrl);
    await otherTab.get(returnUrl);
    expect(control.items()).toHaveLength(1);
    expect((await client.get('/dashboard')).page('#attention li')).toHaveLength(0);
  });

  it('is left to the expiry schedule when Plaid does not answer', async () => {
    const { client, returnUrl } = await withOneBank();
    loseTokens(1);
    const restore = control.inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    restore();
    for (const item of control.items()) item.webhook = null;
    await app.services.expirySchedule.end(control.users()[0]?.id ?? '', new Date(0)).catch(() => {});
    expect(control.items()).toHaveLength(1);
  });
});
