import { afterEach, expect, it } from 'vitest';
import { openDemo } from '../support/demo.ts';
import { type House, openHouse } from '../support/house.ts';
import { linkBank } from '../support/link.ts';

let house: House;
afterEach(() => house.close());

it('says what this is and what is kept, and asks for nothing, before anyone does anything', async () => {
  house = await openHouse();
  const visitor = house.visitor();
  const { status, page } = await visitor.get('/');
  expect(status).toBe(200);
  expect(page('h1').text()).toContain('All your banks on one page.');
  expect(page('.kept')).toHaveLength(1);
  expect(page('form.connect button').text()).toBe('Connect a bank');
  expect(visitor.jar.size).toBe(0);
  expect(house.emulator.control.calls()).toEqual([]);
});

it('offers whoever has a bank another one, and the way to the overview', async () => {
  house = await openHouse();
  const visitor = house.visitor();
  await linkBank(visitor);
  const { page } = await visitor.get('/');
  expect(page('form.connect button').text()).toBe('Connect another bank');
  expect(page('nav.pages a[href="/dashboard"]')).toHaveLength(1);
});

it('says on every page of the demo that it is one, and once in the log', async () => {
  house = await openDemo();
  const visitor = house.visitor();
  await linkBank(visitor);
  for (const path of ['/', '/dashboard', '/transactions', '/privacy', '/no-such-page']) {
    expect((await visitor.get(path)).page('.strip').text(), path).toContain('Demo.');
  }
  expect(house.logLines.filter((line) => line.includes('demo mode'))).toHaveLength(1);
});

it('says nothing of a demo where there are keys', async () => {
  house = await openHouse();
  expect((await house.visitor().get('/')).text).not.toContain('Demo');
  expect((await house.visitor().get('/demo/link/any')).status).toBe(404);
});
