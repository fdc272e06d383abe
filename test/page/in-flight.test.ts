import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { giveBank } from '../support/give-bank.ts';
import { type House, openHouse } from '../support/house.ts';
import { dashboardOf } from '../support/pages.ts';
import { PageReader } from '../support/reader.ts';

let house: House;
let release = () => {};
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => {
  release();
  return house.close();
});

const paths = () =>
  house.emulator.control
    .calls()
    .map(({ path }) => path)
    .toSorted();
const ONE_VIEW = ['/accounts/balance/get', '/item/get', '/transactions/get'];

function personWithBank(): Browser {
  const visitor = house.visitor();
  giveBank(house, visitor, { transactions: 300 });
  return visitor;
}

it('asks the bank once for two views at the same time', async () => {
  const visitor = personWithBank();
  release = house.emulator.control.hold();
  const both = [visitor.get('/dashboard'), visitor.get('/dashboard')];
  await vi.waitFor(() => expect(paths()).toEqual(ONE_VIEW), 10_000);
  release();
  for (const answer of await Promise.all(both)) expect(dashboardOf(answer).latest).toHaveLength(10);
  expect(paths()).toEqual(ONE_VIEW);
});

it('asks again for a view that comes after', async () => {
  const visitor = personWithBank();
  await visitor.get('/dashboard');
  await visitor.get('/dashboard');
  expect(paths()).toEqual([...ONE_VIEW, ...ONE_VIEW].toSorted());
});

it('asks for each person on their own', async () => {
  const people = [personWithBank(), personWithBank()];
  await Promise.all(people.map((person) => person.get('/dashboard')));
  expect(paths()).toEqual([...ONE_VIEW, ...ONE_VIEW].toSorted());
});

it('goes on for the one who stays when the other leaves', async () => {
  const visitor = personWithBank();
  release = house.emulator.control.hold();
  const leaving = new AbortController();
  const left = await PageReader.open(`${house.url}/dashboard`, visitor, leaving.signal);
  const staying = visitor.get('/dashboard');
  await left.next();
  await vi.waitFor(() => expect(paths()).toEqual(ONE_VIEW), 10_000);
  // The second view must have joined before the first one leaves.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  leaving.abort();
  await vi.waitFor(() => expect(house.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
  release();
  expect(dashboardOf(await staying).latest).toHaveLength(10);
  expect(paths()).toEqual(ONE_VIEW);
});
