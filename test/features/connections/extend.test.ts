import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Answer, Browser } from '../../support/browser.ts';
import { giveBank } from '../../support/give-bank.ts';
import { type ClockedHouse, openClockedHouse } from '../../support/later.ts';
import { beginLink, finishAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';

let house: ClockedHouse;
beforeAll(async () => {
  house = await openClockedHouse();
});
afterAll(() => house.close());
afterEach(() => house.emulator.control.reset());

const control = () => house.emulator.control;

async function extend(visitor: Browser, lifetime: string, name = 'Fernhollow Bank'): Promise<Answer> {
  return visitor.press(await visitor.get('/privacy'), `Keep connected longer: ${name}`, { lifetime });
}

it('keeps a bank for longer: in the browser, in the register and in Plaid’s webhooks', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const oldWebhook = control().items()[0]?.webhook;
  expect((await extend(visitor, '30')).location).toBe('/privacy');
  expect(noticesOf(await visitor.get('/privacy'))).toContain('Fernhollow Bank stays connected (30 days).');
  expect(control().items()[0]?.webhook).not.toBe(oldWebhook);

  await house.pass(29 * 24);
  await house.services.expirySchedule.sweep();
  expect((await visitor.get('/dashboard')).status).toBe(200);
  expect(control().items()).toHaveLength(1);

  await house.pass(2 * 24);
  await house.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('is not undone by a late retry of a webhook to the old address', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const oldWebhook = control().items()[0]?.webhook ?? '';
  await extend(visitor, '30');
  const userId = control().users()[0]?.id ?? '';
  await house.pass(25);
  // As after a restart, when only the address itself knows an end.
  house.services.expirySchedule.forget(userId);
  const body = '{}';
  const headers = { 'plaid-verification': control().sign(body, house.now()) };
  expect((await fetch(oldWebhook, { method: 'POST', headers, body })).status).toBe(200);
  expect(control().items()).toHaveLength(1);
});

it('extends together what was linked in one visit, and nothing else', async () => {
  const visitor = house.visitor();
  const hostedUrl = await beginLink(visitor);
  await finishAtPlaid(hostedUrl, { bank: 'ins_900001' });
  await visitor.get(await finishAtPlaid(hostedUrl, { bank: 'ins_900002' }));
  await linkBank(visitor, { bank: 'ins_900006' });
  await extend(visitor, '30');
  await house.pass(25);
  await house.services.expirySchedule.sweep();
  expect(
    control()
      .items()
      .map(({ institution }) => institution.id)
      .toSorted(),
  ).toEqual(['ins_900001', 'ins_900002']);
  const { page } = await visitor.get('/privacy');
  expect(page('.banks li')).toHaveLength(2);
});

it('extends nothing when Plaid does not confirm, and says so', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const jar = new Map(visitor.jar);
  control().inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/item/webhook/update' });
  await extend(visitor, '30');
  expect(noticesOf(await visitor.get('/privacy'))[0]).toMatch(
    /^Fernhollow Bank does not stay connected longer/,
  );
  for (const name of visitor.bankCookies) expect(visitor.jar.get(name)).toBe(jar.get(name));
  await house.pass(25);
  await house.services.expirySchedule.sweep();
  expect(control().items()).toEqual([]);
});

it('never shortens', async () => {
  const visitor = house.visitor();
  await linkBank(visitor, { lifetime: '30' });
  await extend(visitor, '1');
  expect(noticesOf(await visitor.get('/privacy'))).toContain(
    'Fernhollow Bank stays connected longer than that already.',
  );
  await house.pass(48);
  expect((await visitor.get('/dashboard')).status).toBe(200);
});

it('goes no further than the operator allows', async () => {
  const strict = await openClockedHouse({ env: { MAX_SESSION_DAYS: '1' } });
  const visitor = strict.visitor();
  await linkBank(visitor);
  const { page } = await visitor.get('/privacy');
  expect(page('option').toArray()).toHaveLength(2);
  const [slot = ''] = visitor.bankCookies;
  await strict.pass(1);
  await visitor.post(`/banks/${slot.slice('bank-'.length)}/extend`, { lifetime: '90' });
  await strict.pass(24.5);
  expect((await visitor.get('/dashboard')).location).toBe('/');
  await strict.close();
});

it('works without a user of Plaid’s: then only the cookie knows', async () => {
  const visitor = house.visitor();
  giveBank(house, visitor);
  await extend(visitor, '30');
  await house.pass(48);
  expect((await visitor.get('/dashboard')).status).toBe(200);
});

it('knows no bank that is not here', async () => {
  expect((await house.visitor().post('/banks/zzzzzz/extend', { lifetime: '30' })).status).toBe(404);
});
