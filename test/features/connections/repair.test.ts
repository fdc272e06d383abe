import { afterAll, afterEach, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { dashboardOf, noticesOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp();
afterAll(() => app.close());
afterEach(() => app.emulator.control.reset());

const control = () => app.emulator.control;
const slotOf = (client: Client) => client.bankCookies[0]?.slice('bank-'.length) ?? '';

/** Someone whose bank wants them to sign in again. */
async function withBrokenBank(): Promise<Client> {
  const client = app.newClient();
  await linkBank(client);
  control().breakItem(control().items()[0]?.id ?? '', 'ITEM_LOGIN_REQUIRED');
  return client;
}

it('repairs a bank by a visit to Plaid, with the same key as before and nothing exchanged', async () => {
  const client = await withBrokenBank();
  const cookie = client.jar.get(client.bankCookies[0] ?? '');
  expect(dashboardOf(await client.get('/dashboard')).attention[0]).toContain('sign in again');

  const begun = await client.post(`/banks/${slotOf(client)}/repair`);
  expect(begun.status).toBe(303);
  const atPlaid = new Client(begun.location ?? '');
  const done = await atPlaid.press(await atPlaid.get(begun.location ?? ''), 'Sign in again');
  const back = await client.get(done.location ?? '');
  expect([back.status, back.location]).toEqual([303, '/dashboard']);

  const { notices, attention } = dashboardOf(await client.get('/dashboard'));
  expect(notices).toContain('Fernhollow Bank is in order: you are signed in.');
  expect(attention).toEqual([]);
  expect(client.jar.get(client.bankCookies[0] ?? '')).toBe(cookie);
  const exchanges = control()
    .calls()
    .filter(({ path }) => path === '/item/public_token/exchange');
  expect(exchanges).toHaveLength(1);
});

it('says that nothing has changed when the person gave up', async () => {
  const client = await withBrokenBank();
  const begun = await client.post(`/banks/${slotOf(client)}/repair`);
  await client.get(
    await giveUpAtPlaid(begun.location ?? '').catch(() => `/banks/${slotOf(client)}/repaired`),
  );
  const { notices, attention } = dashboardOf(await client.get('/dashboard'));
  expect(notices.at(-1)).toMatch(/^Fernhollow Bank still has the same trouble/);
  expect(attention).toHaveLength(1);
});

it('says so when Plaid cannot begin it', async () => {
  const client = await withBrokenBank();
  control().inject({ kind: 'reset' }, { path: '/link/token/create' });
  expect((await client.post(`/banks/${slotOf(client)}/repair`)).location).toBe('/dashboard');
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(/^Plaid could not open the sign-in/);
});

it('says so when Plaid does not tell how it went', async () => {
  const client = await withBrokenBank();
  const end = control().inject({ kind: 'html' }, { path: '/item/get' });
  await client.get(`/banks/${slotOf(client)}/repaired`);
  end();
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(/^Plaid did not say/);
});

it.each(['/repair', '/repaired'])('knows no bank that is not here: %s', async (path) => {
  const client = app.newClient();
  const address = `/banks/zzzzzz${path}`;
  const answer = path === '/repair' ? await client.post(address) : await client.get(address);
  expect(answer.status).toBe(404);
});
