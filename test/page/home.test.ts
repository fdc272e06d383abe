import { afterEach, expect, it } from 'vitest';
import { startDemo } from '../support/demo.ts';
import { linkBank } from '../support/link.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

it('says what this is and what is kept, sets no cookie and calls nobody', async () => {
  app = await startTestApp();
  const client = app.newClient();
  const { status, page } = await client.get('/');
  expect(status).toBe(200);
  expect(page('h1').text()).toContain('All your banks on one page.');
  expect(page('.kept')).toHaveLength(1);
  expect(page('form.connect button').text()).toBe('Connect a bank');
  expect(client.jar.size).toBe(0);
  expect(app.emulator.control.calls()).toEqual([]);
});

it('offers whoever has a bank another one, and a link to the overview', async () => {
  app = await startTestApp();
  const client = app.newClient();
  await linkBank(client);
  const { page } = await client.get('/');
  expect(page('form.connect button').text()).toBe('Connect another bank');
  expect(page('nav.pages a[href="/dashboard"]')).toHaveLength(1);
});

it('says on every page of the demo, and once in the log, that it is the demo', async () => {
  app = await startDemo();
  const client = app.newClient();
  await linkBank(client);
  for (const path of ['/', '/dashboard', '/transactions', '/privacy', '/no-such-page']) {
    expect((await client.get(path)).page('.strip').text(), path).toContain('Demo.');
  }
  expect(app.logLines.filter((line) => line.includes('demo mode'))).toHaveLength(1);
});

it('says nothing of a demo where Plaid’s keys are set', async () => {
  app = await startTestApp();
  expect((await app.newClient().get('/')).text).not.toContain('Demo');
  expect((await app.newClient().get('/demo/link/any')).status).toBe(404);
});
