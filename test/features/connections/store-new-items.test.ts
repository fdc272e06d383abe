import { afterAll, afterEach, expect, it, vi } from 'vitest';
import type { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { PageReader } from '../../support/page-reader.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const plain = await startTestApp();
const proxy = await startPlaidProxy(plain.emulator.baseUrl);
const tapped = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: plain.emulator });
const app = {
  ...tapped,
  close: () => Promise.all([tapped.close(), proxy.close(), plain.close()]).then(() => {}),
};
afterAll(() => app.close());
afterEach(() => {
  app.emulator.control.reset();
  proxy.change = (_path, answer) => answer;
});

const callsTo = (path: string) => app.emulator.control.calls().filter((call) => call.path === path).length;

/** Two sessions of one hosted page, each with a bank of its own. */
async function linkTwoAtOnce(client: Client): Promise<string> {
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  return finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
}

it('keeps the banks of every session of a visit', async () => {
  const client = app.newClient();
  await client.get(await linkTwoAtOnce(client));
  expect(client.bankCookies).toHaveLength(2);
  expect(noticesOf(await client.get('/dashboard')).sort()).toEqual([
    'Fernhollow Bank is connected (24 hours).',
    'Quillfeather Cards is connected (24 hours).',
  ]);
});

it('keeps the bank whose exchange went well when the other’s failed, and says so', async () => {
  const client = app.newClient();
  const returnUrl = await linkTwoAtOnce(client);
  app.emulator.control.inject(
    { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
    { path: '/item/public_token/exchange', times: 1 },
  );
  await client.get(returnUrl);
  expect(client.bankCookies).toHaveLength(1);
  const { notices } = dashboardOf(await client.get('/dashboard'));
  expect(notices.filter((notice) => notice.includes('is connected'))).toHaveLength(1);
  expect(notices.filter((notice) => notice.startsWith('One bank could not be connected'))).toHaveLength(1);
});

it('asks the Item for the bank’s name where Link gave none', async () => {
  proxy.change = (path, answer) =>
    path === '/link/token/get' ? answer.replace(/"institution":\{[^}]*\}/g, '"institution":null') : answer;
  const client = app.newClient();
  await linkBank(client);
  expect(noticesOf(await client.get('/dashboard'))).toEqual(['Fernhollow Bank is connected (24 hours).']);
});

it('links a bank that nobody can name', async () => {
  proxy.change = (path, answer) =>
    path === '/link/token/get' ? answer.replace(/"institution":\{[^}]*\}/g, '"institution":null') : answer;
  app.emulator.control.inject({ kind: 'html' }, { path: '/item/get', times: 3 });
  const client = app.newClient();
  await linkBank(client);
  expect(noticesOf(await client.get('/dashboard'))).toEqual(['Your bank is connected (24 hours).']);
});

it('ends a bank at Plaid that the browser has no room for, and says so', async () => {
  const client = app.newClient();
  await linkBank(client);
  client.jar.set('of-another-app', 'x'.repeat(7500));
  await linkBank(client, { bank: 'ins_900002' });
  expect(client.bankCookies).toHaveLength(1);
  expect(app.emulator.control.items().map(({ institution }) => institution.name)).toEqual([
    'Fernhollow Bank',
  ]);
  expect(callsTo('/item/remove')).toBe(1);
  expect(noticesOf(await client.get('/dashboard'))).toEqual([
    'Quillfeather Cards was not connected: this browser holds as many banks as it can carry.',
  ]);
});

it('ends a bank at Plaid whose person left before its key could be handed over', async () => {
  const client = app.newClient();
  await finishAtPlaid(await beginLink(client));
  const release = app.emulator.control.hold({ path: '/item/public_token/exchange' });
  const leaving = new AbortController();
  const reading = PageReader.open(`${app.url}/link/return`, client, leaving.signal);
  await vi.waitFor(() => expect(callsTo('/item/public_token/exchange')).toBe(1), 10_000);
  leaving.abort();
  await expect(reading).rejects.toThrow();
  await vi.waitFor(() => expect(app.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
  release();
  await vi.waitFor(() => expect(callsTo('/item/remove')).toBe(1), 10_000);
  await vi.waitFor(() => expect(app.emulator.control.items()).toEqual([]), 10_000);
});
