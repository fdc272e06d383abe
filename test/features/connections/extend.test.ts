import { afterAll, afterEach, expect, it } from 'vitest';
import type { Answer, Client } from '../../support/client.ts';
import { startClockedApp } from '../../support/clocked-app.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';

const app = await startClockedApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

const control = () => app.emulator.control;

async function extend(client: Client, lifetime: string, name = 'Fernhollow Bank'): Promise<Answer> {
  return client.press(await client.get('/privacy'), `Keep connected longer: ${name}`, { lifetime });
}

it('keeps a bank for longer: in the browser, in the register and in Plaid’s webhooks', async () => {
  const client = app.newClient();
  await linkBank(client);
  const oldWebhook = control().items()[0]?.webhook;
  expect((await extend(client, '30')).location).toBe('/privacy');
  expect(noticesOf(await client.get('/privacy'))).toContain('Fernhollow Bank stays connected (30 days).');
  expect(control().items()[0]?.webhook).not.toBe(oldWebhook);

  await app.pass(29 * 24);
  await app.services.expirySchedule.sweep();
  expect((await client.get('/dashboard')).status).toBe(200);
  expect(control().items()).toHaveLength(1);

  await app.pass(2 * 24);
  await app.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('is not undone by a late retry of a webhook to the old address', async () => {
  const client = app.newClient();
  await linkBank(client);
  const oldWebhook = control().items()[0]?.webhook ?? '';
  await extend(client, '30');
  const userId = control().users()[0]?.id ?? '';
  await app.pass(25);
  // As after a restart, when only the address itself knows an end.
  app.services.expirySchedule.forget(userId);
  const body = '{}';
  const headers = { 'plaid-verification': control().sign(body, app.now()) };
  expect((await fetch(oldWebhook, { method: 'POST', headers, body })).status).toBe(200);
  expect(control().items()).toHaveLength(1);
});

it('extends together what was linked in one visit, and nothing else', async () => {
  const client = app.newClient();
  const hostedUrl = await beginLink(client);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  await client.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
  await linkBank(client, { bank: 'ins_900006' });
  await extend(client, '30');
  await app.pass(25);
  await app.services.expirySchedule.sweep();
  expect(
    control()
      .items()
      .map(({ institution }) => institution.id)
      .toSorted(),
  ).toEqual(['ins_900001', 'ins_900002']);
  const { page } = await client.get('/privacy');
  expect(page('.banks li')).toHaveLength(2);
});

it('extends nothing when Plaid does not confirm, and says so', async () => {
  const client = app.newClient();
  await linkBank(client);
  const jar = new Map(client.jar);
  control().inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/webhook/update' });
  await extend(client, '30');
  expect(noticesOf(await client.get('/privacy'))[0]).toMatch(
    /^Fernhollow Bank does not stay connected longer/,
  );
  for (const name of client.bankCookies) expect(client.jar.get(name)).toBe(jar.get(name));
  await app.pass(25);
  await app.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('never shortens', async () => {
  const client = app.newClient();
  await linkBank(client, { lifetime: '30' });
  await extend(client, '1');
  expect(noticesOf(await client.get('/privacy'))).toContain(
    'Fernhollow Bank stays connected longer than that already.',
  );
  await app.pass(48);
  expect((await client.get('/dashboard')).status).toBe(200);
});

it('goes no further than the operator allows', async () => {
  const strict = await startClockedApp({ env: { MAX_SESSION_DAYS: '1' } });
  const client = strict.newClient();
  await linkBank(client);
  const { page } = await client.get('/privacy');
  expect(page('option').toArray()).toHaveLength(2);
  const [slot = ''] = client.bankCookies;
  await strict.pass(1);
  await client.post(`/banks/${slot.slice('bank-'.length)}/extend`, { lifetime: '90' });
  await strict.pass(24.5);
  expect((await client.get('/dashboard')).location).toBe('/');
  await strict.close();
});

it('works without a user of Plaid’s: then only the cookie knows', async () => {
  const client = app.newClient();
  giveBank(app, client);
  await extend(client, '30');
  await app.pass(48);
  expect((await client.get('/dashboard')).status).toBe(200);
});

it('knows no bank that is not here', async () => {
  expect((await app.newClient().post('/banks/zzzzzz/extend', { lifetime: '30' })).status).toBe(404);
});
