/** Repairing a connection: signing in again at Plaid. */

import { afterAll, afterEach, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { Client } from '../../support/client.ts';
import { giveUpAtPlaid, linkBank, shareAtPlaid } from '../../support/link.ts';
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

it('a visit to Plaid repairs a connection, with the same access token and no exchange', async () => {
  const client = await withBrokenBank();
  const cookie = client.jar.get(client.bankCookies[0] ?? '');
  expect(dashboardOf(await client.get('/dashboard')).attention[0]).toContain('sign in again');

  const begun = await client.post(`/banks/${slotOf(client)}/repair`);
  expect(begun.status).toBe(303);
  const atPlaid = new Client(begun.location ?? '');
  const done = await atPlaid.press(await atPlaid.get(begun.location ?? ''), 'Sign in again');
  expect(await client.get(done.location ?? '')).toMatchObject({ status: 303, location: '/dashboard' });

  const { notices, attention } = dashboardOf(await client.get('/dashboard'));
  expect(notices).toContain('Fernhollow Bank works now: you are signed in.');
  expect(attention).toEqual([]);
  expect(client.jar.get(client.bankCookies[0] ?? '')).toBe(cookie);
  const paths = asked(app.emulator).map(({ path }) => path);
  expect(paths.filter((path) => path === '/item/public_token/exchange')).toHaveLength(1);
});

it('what the accounts are recognised by is renewed, for when the bank is linked anew after it stopped telling them', async () => {
  const client = app.newClient();
  await linkBank(client, { accounts: [0] });
  const [id = ''] = control()
    .items()
    .map((item) => item.id);
  control().breakItem(id, 'ITEM_LOGIN_REQUIRED');
  const begun = await client.post(`/banks/${slotOf(client)}/repair`);
  await client.get(await shareAtPlaid(begun.location ?? '', [1, 2]));
  expect(dashboardOf(await client.get('/dashboard')).accounts).toHaveLength(2);

  control().breakItem(id, 'ITEM_LOGIN_REQUIRED');
  await linkBank(client, { accounts: [1] });
  expect([client.bankCookies.length, control().items().length]).toEqual([1, 1]);
});

it('a visit that the person gives up changes nothing, which is said', async () => {
  const client = await withBrokenBank();
  const begun = await client.post(`/banks/${slotOf(client)}/repair`);
  await client.get(await giveUpAtPlaid(begun.location ?? ''));
  const { notices, attention } = dashboardOf(await client.get('/dashboard'));
  expect(notices.at(-1)).toBe(
    'The bank asks you to sign in again, so Fernhollow Bank does not work yet. Do that, then try again.',
  );
  expect(attention).toHaveLength(1);
});

it('says so when Plaid cannot open the visit', async () => {
  const client = await withBrokenBank();
  control().inject({ kind: 'reset' }, { path: '/link/token/create' });
  expect((await client.post(`/banks/${slotOf(client)}/repair`)).location).toBe('/dashboard');
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(
    /^Plaid could not be reached .* the sign-in for Fernhollow Bank could not be opened/,
  );
});

it('says so when Plaid does not say how the visit ended', async () => {
  const client = await withBrokenBank();
  const end = control().inject({ kind: 'html' }, { path: '/accounts/get' });
  await client.get(`/banks/${slotOf(client)}/repaired`);
  end();
  expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(
    /^Plaid could not be reached .* so we could not check whether Fernhollow Bank works/,
  );
});

it.each(['/repair', '/repaired'])('only banks of this browser can be repaired: %s', async (path) => {
  const [client, address] = [app.newClient(), `/banks/zzzzzz${path}`];
  const answer = await (path === '/repair' ? client.post(address) : client.get(address));
  expect(answer.status).toBe(404);
});
