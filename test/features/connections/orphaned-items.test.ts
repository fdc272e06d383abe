import { afterAll, afterEach, expect, it } from 'vitest';
import { beginLink, finishAtPlaid } from '../../support/link.ts';
import { startPlaidProxy } from '../../support/plaid-proxy.ts';
import { startTestApp } from '../../support/test-app.ts';

const plain = await startTestApp();
const proxy = await startPlaidProxy(plain.emulator.baseUrl);
const app = await startTestApp({ env: { PLAID_BASE_URL: proxy.url }, emulator: plain.emulator });
afterAll(async () => {
  await app.close();
  await proxy.close();
  await plain.close();
});
afterEach(() => {
  app.emulator.control.reset();
  proxy.change = (_path, answer) => answer;
});

const control = () => app.emulator.control;

/** Plaid hands over the keys of so many banks, and they are lost on the way to us. */
function loseKeys(count: number): void {
  let left = count;
  proxy.change = (path, answer) => {
    if (path !== '/item/public_token/exchange' || left === 0) return answer;
    left -= 1;
    return answer.slice(0, 20);
  };
}

it('ends a bank whose key was handed over and never arrived, and its user', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  loseKeys(1);
  await client.get(returnUrl);
  expect(client.bankCookies).toEqual([]);
  expect([control().items(), control().users()]).toEqual([[], []]);
});

it('ends only the one whose key was lost', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  const returnUrl = await finishAtPlaid(hostedUrl, { bank: 'ins_900002' });
  loseKeys(1);
  await client.get(returnUrl);
  expect(client.bankCookies).toHaveLength(1);
  expect(control().items()).toHaveLength(1);
  expect((await client.get('/dashboard')).page('#attention li')).toHaveLength(0);
});

it('leaves alone what another tab of the same visit has kept', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  const otherTab = client.copy();
  await client.get(returnUrl);
  await otherTab.get(returnUrl);
  expect(control().items()).toHaveLength(1);
  expect((await client.get('/dashboard')).page('#attention li')).toHaveLength(0);
});

it('leaves it to the register when Plaid does not answer', async () => {
  const client = app.newClient();
  const returnUrl = await finishAtPlaid(await beginLink(client));
  loseKeys(1);
  const restore = control().inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
  expect((await client.get(returnUrl)).location).toBe('/dashboard');
  restore();
  const [user] = control().users();
  for (const item of control().items()) item.webhook = null;
  await app.services.expirySchedule.end(user?.id ?? '', new Date(0)).catch(() => {});
  expect(control().items()).toHaveLength(1);
});
