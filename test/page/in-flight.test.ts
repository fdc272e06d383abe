import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { PageReader } from '../support/page-reader.ts';
import { dashboardOf } from '../support/pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let release = () => {};
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => {
  release();
  return app.close();
});

const paths = () =>
  app.emulator.control
    .calls()
    .map(({ path }) => path)
    .toSorted();
const ONE_VIEW = ['/accounts/balance/get', '/item/get', '/transactions/get'];

function personWithBank(): Client {
  const client = app.newClient();
  giveBank(app, client, { transactions: 300 });
  return client;
}

it('asks the bank once for two views at the same time', async () => {
  const client = personWithBank();
  release = app.emulator.control.hold();
  const both = [client.get('/dashboard'), client.get('/dashboard')];
  await vi.waitFor(() => expect(paths()).toEqual(ONE_VIEW), 10_000);
  release();
  for (const answer of await Promise.all(both)) expect(dashboardOf(answer).latest).toHaveLength(10);
  expect(paths()).toEqual(ONE_VIEW);
});

it('asks again for a view that comes after', async () => {
  const client = personWithBank();
  await client.get('/dashboard');
  await client.get('/dashboard');
  expect(paths()).toEqual([...ONE_VIEW, ...ONE_VIEW].toSorted());
});

it('asks for each person on their own', async () => {
  const people = [personWithBank(), personWithBank()];
  await Promise.all(people.map((person) => person.get('/dashboard')));
  expect(paths()).toEqual([...ONE_VIEW, ...ONE_VIEW].toSorted());
});

it('goes on for the one who stays when the other leaves', async () => {
  const client = personWithBank();
  release = app.emulator.control.hold();
  const leaving = new AbortController();
  const left = await PageReader.open(`${app.url}/dashboard`, client, leaving.signal);
  const staying = client.get('/dashboard');
  await left.next();
  await vi.waitFor(() => expect(paths()).toEqual(ONE_VIEW), 10_000);
  // The second view must have joined before the first one leaves.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  leaving.abort();
  await vi.waitFor(() => expect(app.logLines.at(-1)).toContain('"isAborted":true'), 10_000);
  release();
  expect(dashboardOf(await staying).latest).toHaveLength(10);
  expect(paths()).toEqual(ONE_VIEW);
});
