import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ClockedHouse, openClockedHouse } from '../../support/later.ts';
import { linkBank } from '../../support/link.ts';

let house: ClockedHouse;
beforeAll(async () => {
  house = await openClockedHouse();
});
afterAll(() => house.close());
beforeEach(() => house.emulator.control.usersAllowed(false));
afterEach(() => house.emulator.control.reset());

const control = () => house.emulator.control;

it('links a bank all the same, and shows it', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  expect(visitor.bankCookies).toHaveLength(1);
  expect((await visitor.get('/dashboard')).status).toBe(200);
  expect(control().items()[0]?.webhook).toBeNull();
});

it('says on the privacy page that it cannot end connections alone, and which', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const text = async () => (await visitor.get('/privacy')).page('.endings').text();
  expect(await text()).toContain('cannot end connections by itself');
  expect(await text()).not.toContain('even if you never come back');

  control().usersAllowed(true);
  await linkBank(visitor, { bank: 'ins_900002' });
  expect(await text()).toContain('even if you never come back');
  expect(await text()).toContain('Fernhollow Bank cannot be ended by this server alone');
  expect(await text()).not.toContain('Quillfeather');
});

it('still ends a bank at log-out, and when its browser comes back late', async () => {
  const leaving = house.visitor();
  const late = house.visitor();
  await linkBank(leaving);
  await linkBank(late);
  await leaving.post('/logout');
  expect(control().items()).toHaveLength(1);
  await house.pass(25);
  await late.get('/');
  expect(control().items()).toEqual([]);
});

it('does not link when it cannot be known whether there is a user', async () => {
  control().inject({ kind: 'html' }, { path: '/user/create' });
  const visitor = house.visitor();
  const answer = await visitor.post('/link', { lifetime: '1' });
  expect([answer.status, answer.location]).toEqual([303, '/']);
});
