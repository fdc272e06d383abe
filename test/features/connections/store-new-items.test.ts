/** What becomes of the Items that a visit to Plaid brings: kept, or removed when they cannot be kept. */

import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBook } from '../../support/give-book.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startProxiedApp } from '../../support/proxied-app.ts';

const app = await startProxiedApp();
const { proxy } = app;
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => app.reset());

const EXCHANGE = '/item/public_token/exchange';
const callsTo = (path: string) => control.calls().filter((call) => call.path === path).length;
const holdings = () => [control.items().length, control.users().length];

const isOfWhoLeft = (line: string) => line.includes('"isAborted":true');
const bankNames = () => control.items().map(({ institution }) => institution.name);

/** A client with two banks linked in one visit, about to come back. */
async function withTwoBanks(banks = ['ins_900001', 'ins_900002'], client = app.newClient()) {
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
    const [notice = '', ...others] = noticesOf(await client.get('/dashboard'));
    expect(notice).toMatch(/^\S+ \S+ and \S+ \S+ are connected \(24 hours\)\.$/);
    for (const bank of ['Fernhollow Bank', 'Quillfeather Cards']) expect(notice).toContain(bank);
    expect(others).toEqual([]);
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

  it('of a visit whose other bank was here already is removed where the person leaves while that is cleaned up', async () => {
    const client = app.newClient();
    await linkBank(client);
    const { returnUrl } = await withTwoBanks(['ins_900002', 'ins_900001'], client);
    const leaving = new AbortController();
    let lists = 0;
    proxy.before = async (path) => {
      // The first list shows that the visit is this browser's; the second what is left of the visit's.
      if (path !== '/user/items/get' || ++lists < 2) return;
      leaving.abort();
      await vi.waitFor(() => expect(app.logLines.some(isOfWhoLeft)).toBe(true), 10_000);
    };
    app.logLines.length = 0;
    await expect(PageReader.open(returnUrl, client, leaving.signal)).rejects.toThrow();
    await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
    await vi.waitFor(() => expect(bankNames()).toEqual(['Fernhollow Bank']), 10_000);
  });

  it.each(['by its key', 'by its user, since Plaid does not end it by its key'])(
    'is removed where the person left before the cookie could be sent: %s',
    async (way) => {
      const { client, returnUrl } = await withOneBank();
      if (way !== 'by its key')
        control.inject({ kind: 'error', code: 'ITEM_LOCKED' }, { path: '/item/remove' });
      const release = control.hold({ path: EXCHANGE });
      const leaving = new AbortController();
      const reading = PageReader.open(returnUrl, client, leaving.signal);
      await vi.waitFor(() => expect(callsTo(EXCHANGE)).toBe(1), 10_000);
      leaving.abort();
      await expect(reading).rejects.toThrow();
      await vi.waitFor(() => expect(app.logLines.some(isOfWhoLeft)).toBe(true), 10_000);
      release();
      await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
      await vi.waitFor(() => expect(control.items()).toEqual([]), 10_000);
    },
  );

  it('is removed by its user alone where another tab has stored the bank of the same visit', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    const returnUrl = await finishAtPlaid(hostedUrl);
    const otherTab = client.copy();
    await client.get(returnUrl);
    for (const [name, value] of client.jar) if (name.startsWith('bank-')) otherTab.jar.set(name, value);
    await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
    control.inject({ kind: 'error', code: 'ITEM_LOCKED' }, { path: '/item/remove' });
    const release = control.hold({ path: EXCHANGE });
    const leaving = new AbortController();
    const reading = PageReader.open(returnUrl, otherTab, leaving.signal);
    await vi.waitFor(() => expect(callsTo(EXCHANGE)).toBe(3), 10_000);
    leaving.abort();
    await expect(reading).rejects.toThrow();
    await vi.waitFor(() => expect(app.logLines.some(isOfWhoLeft)).toBe(true), 10_000);
    release();
    await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
    await vi.waitFor(() => expect(bankNames()).not.toContain('Quillfeather Cards'), 10_000);
    expect(bankNames()).toEqual(['Fernhollow Bank']);
    expect(callsTo('/user/remove')).toBe(0);
  });
});

describe('a browser that has no room', () => {
  const NO_ROOM =
    'Quillfeather Cards was not connected: the cookies of this browser have no room for another bank.';
  const LONGEST_HEADER = 8000;
  /** For the session, and what else of ours is not of banks. */
  const KEPT_FREE = 500;
  const FOR_PREFERENCES = 34;

  /** Gives the browser a cookie of another app, so that the next request, which ends a visit, has room for so many bytes. */
  function leaveRoom(client: Client, bytes: number): void {
    const name = 'of-another-app';
    client.jar.delete(name);
    const ending = [...client.jar].filter(([cookie]) => cookie.startsWith('link-'));
    const freed = ending.reduce((sum, [cookie, value]) => sum + `; ${cookie}=${value}`.length, 0);
    const taken = `${client.cookies}; ${name}=`.length - freed;
    const { length } = `; session=${client.jar.get('session') ?? ''}`;
    const kept = Math.max(FOR_PREFERENCES, KEPT_FREE - length);
    client.jar.set(name, 'x'.repeat(LONGEST_HEADER - taken - kept - bytes));
  }

  it('for a bank’s cookie costs no exchange: the bank is not connected, which is said, and its Plaid user is gone', async () => {
    const client = app.newClient();
    await linkBank(client);
    const hostedUrl = await beginLink(client);
    const returnUrl = await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
    leaveRoom(client, 100);
    await client.get(returnUrl);
    expect(client.bankCookies).toHaveLength(1);
    expect(bankNames()).toEqual(['Fernhollow Bank']);
    expect([callsTo(EXCHANGE), callsTo('/item/remove'), control.users().length]).toEqual([1, 0, 1]);
    expect(noticesOf(await client.get('/privacy')).at(-1)).toBe(NO_ROOM);
  });

  it('beside its book is told that too, and where the book is had as a file', async () => {
    const client = app.newClient();
    await linkBank(client);
    giveBook(app, client, { text: 'count "ann rent share" as transfer\n' });
    const hostedUrl = await beginLink(client);
    const returnUrl = await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
    leaveRoom(client, 100);
    const book = client.jar.get('book-entire');
    await client.get(returnUrl);
    expect([client.bankCookies.length, client.jar.get('book-entire'), callsTo(EXCHANGE)]).toEqual([
      1,
      book,
      1,
    ]);
    expect(noticesOf(await client.get('/privacy')).at(-1)).toBe(
      `${NO_ROOM} Your book takes some of it: download it (/book.txt), remove lines that you no longer need, and try again.`,
    );
  });

  it('for both banks of a visit keeps the first', async () => {
    const { client, returnUrl } = await withTwoBanks();
    leaveRoom(client, 350);
    await client.get(returnUrl);
    expect([client.bankCookies.length, callsTo(EXCHANGE), control.users().length]).toEqual([1, 1, 1]);
    expect(noticesOf(await client.get('/privacy'))).toEqual([
      'Fernhollow Bank is connected (24 hours).',
      NO_ROOM,
    ]);
  });

  it('has it in another tab that comes back with the same visit, since the first has stored the bank', async () => {
    const { client, returnUrl } = await withOneBank();
    const otherTab = client.copy();
    await client.get(returnUrl);
    for (const [name, value] of client.jar) if (name.startsWith('bank-')) otherTab.jar.set(name, value);
    leaveRoom(otherTab, 100);
    expect((await otherTab.get(returnUrl)).location).toBe('/dashboard');
    expect(noticesOf(await otherTab.get('/dashboard'))).toEqual([]);
    expect(control.items()).toHaveLength(1);
  });

  it('for a key that is longer than Plaid’s are is noticed when the key is there', async () => {
    const { client, returnUrl } = await withTwoBanks(['ins_900002']);
    proxy.change = (path, answer) =>
      path === EXCHANGE
        ? answer.replace(/"access-sandbox-[^"]*/, `"access-other-${'x'.repeat(300)}`)
        : answer;
    leaveRoom(client, 300);
    await client.get(returnUrl);
    expect([client.bankCookies.length, callsTo(EXCHANGE), callsTo('/item/remove')]).toEqual([0, 1, 1]);
    expect(noticesOf(await client.get('/privacy')).at(-1)).toBe(NO_ROOM);
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
    expect((await client.get('/dashboard')).page('#attention li:not(.due)')).toHaveLength(0);
  });

  it('is kept where another tab of the same visit has its token', async () => {
    const { client, returnUrl } = await withOneBank();
    const otherTab = client.copy();
    await client.get(returnUrl);
    await otherTab.get(returnUrl);
    expect(control.items()).toHaveLength(1);
    expect((await client.get('/dashboard')).page('#attention li:not(.due)')).toHaveLength(0);
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
