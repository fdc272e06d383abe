import { afterEach, expect, it } from 'vitest';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { personNamed } from '../../src/emulator/world/people.ts';
import { startDemo } from '../support/demo.ts';
import { linkBank } from '../support/link.ts';
import { noticesOf } from '../support/pages.ts';
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

it('shows a picture of the overview in the colours that the reader has chosen, or else their system', async () => {
  app = await startTestApp();
  const client = app.newClient();
  const shown = async () => {
    const { page } = await client.get('/');
    const dark = page('main picture source[media="(prefers-color-scheme: dark)"]').attr('srcset');
    return [page('main picture img').attr('src'), dark];
  };
  const [light, dark] = ['/pictures/overview-light.webp', '/pictures/overview-dark.webp'];
  expect(await shown()).toEqual([light, dark]);
  for (const theme of ['dark', 'light'] as const) {
    await client.post('/preferences', { theme });
    expect(await shown()).toEqual([{ dark, light }[theme], undefined]);
  }
  for (const picture of [light, dark]) {
    expect((await client.get(picture)).headers.get('content-type'), picture).toBe('image/webp');
  }
  await linkBank(client);
  expect((await client.get('/')).page('main picture')).toHaveLength(0);
});

it('offers whoever has a bank another one, and a link to the overview', async () => {
  app = await startTestApp();
  const client = app.newClient();
  await linkBank(client);
  const { page } = await client.get('/');
  expect(page('form.connect button').text()).toBe('Add a bank');
  expect(page('nav.pages a[href="/dashboard"]')).toHaveLength(1);
});

it.each([
  ['sandbox', false],
  ['production', true],
])('says what a shorter time costs where Plaid bills it, in %s: %s', async (environment, isBilled) => {
  app = await startTestApp({ env: { PLAID_ENV: environment } });
  const { page } = await app.newClient().get('/');
  const choice = page('form.connect fieldset').text();
  expect(choice.includes('Plaid bills whoever runs this server')).toBe(isBilled);
});

it('says on every page of the demo that it is the demo', async () => {
  app = await startDemo();
  const client = app.newClient();
  await linkBank(client);
  for (const path of ['/', '/dashboard', '/transactions', '/banks', '/logout', '/privacy', '/no-such-page']) {
    expect((await client.get(path)).page('.strip').text(), path).toContain('Demo.');
  }
});

it('links four good banks of the demo’s couple in one step, for as long as was chosen', async () => {
  app = await startDemo();
  const client = app.newClient();
  const begun = await client.press(await client.get('/'), 'Look around as Maya and Tom', { lifetime: '1' });
  expect(begun.status).toBe(303);
  expect((await client.get(begun.location ?? '')).location).toBe('/dashboard');
  expect(client.bankCookies).toHaveLength(4);
  const overview = await client.get('/dashboard');
  expect(noticesOf(overview)).toEqual([
    'Fernhollow Bank, Quillfeather Cards, Harrowmere Investments, and Stonewick Home Loans are connected (24 hours).',
  ]);
  const couple = personNamed('couple');
  const four = INSTITUTIONS.filter(({ id }) => /^ins_90000[1-4]$/.test(id));
  const accounts = four.flatMap((bank) => bank.planFor(couple).accounts);
  expect(overview.page('#accounts .balance')).toHaveLength(accounts.length);
  expect(overview.page('.incomplete, .failed, #attention li:not(.due)')).toHaveLength(0);
});

it('links nothing twice where the couple’s banks are there already', async () => {
  app = await startDemo();
  const client = app.newClient();
  for (const expected of [/are connected \(30 days\)\.$/, /was connected already/]) {
    const begun = await client.post('/demo/couple');
    await client.get(begun.location ?? '');
    expect(noticesOf(await client.get('/dashboard')).at(-1)).toMatch(expected);
    expect(client.bankCookies).toHaveLength(4);
  }
});

it('has neither the couple’s step nor its button where Plaid’s keys are set', async () => {
  app = await startTestApp();
  const client = app.newClient();
  expect((await client.get('/')).text).not.toContain('/demo/');
  expect((await client.post('/demo/couple')).status).toBe(404);
});

it('says nothing of a demo where Plaid’s keys are set', async () => {
  app = await startTestApp();
  expect((await app.newClient().get('/')).text).not.toContain('Demo');
  expect((await app.newClient().get('/demo/link/any')).status).toBe(404);
});
