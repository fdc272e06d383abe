import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { startClockedApp } from '../../support/clocked-app.ts';
import { linkBank } from '../../support/link.ts';

const app = await startClockedApp();
afterAll(() => app.close());
beforeEach(() => app.emulator.control.usersAllowed(false));
afterEach(() => app.emulator.control.reset());

const control = () => app.emulator.control;

it('links a bank all the same, and shows it', async () => {
  const client = app.newClient();
  await linkBank(client);
  expect(client.bankCookies).toHaveLength(1);
  expect((await client.get('/dashboard')).status).toBe(200);
  expect(control().items()[0]?.webhook).toBeNull();
});

it('says on the privacy page that it cannot end connections alone, and which', async () => {
  const client = app.newClient();
  await linkBank(client);
  const text = async () => (await client.get('/privacy')).page('.endings').text();
  expect(await text()).toContain('cannot end connections by itself');
  expect(await text()).not.toContain('even if you never come back');

  control().usersAllowed(true);
  await linkBank(client, { bank: 'ins_900002' });
  expect(await text()).toContain('even if you never come back');
  expect(await text()).toContain('Fernhollow Bank cannot be ended by this server alone');
  expect(await text()).not.toContain('Quillfeather');
});

it('still ends a bank at log-out, and when its browser comes back late', async () => {
  const leaving = app.newClient();
  const late = app.newClient();
  await linkBank(leaving);
  await linkBank(late);
  await leaving.post('/logout');
  expect(control().items()).toHaveLength(1);
  await app.pass(25);
  await late.get('/');
  expect(control().items()).toEqual([]);
});

it('does not link when it cannot be known whether there is a user', async () => {
  control().inject({ kind: 'html' }, { path: '/user/create' });
  const client = app.newClient();
  const answer = await client.post('/link', { lifetime: '1' });
  expect([answer.status, answer.location]).toEqual([303, '/']);
});
