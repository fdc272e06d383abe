/** A visit to Plaid in more than one session or with more than one bank: what comes late is waited for, and kept. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../support/client.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid } from '../../support/link.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const PERSON = { person: 'couple' };
/** How long the way back waits for a visit that is not over. */
const DEADLINE_MS = 4_000;

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

/** Opens the hosted page, and does nothing there. */
function openAtPlaid(hostedUrl: string) {
  return new Client(hostedUrl).get(hostedUrl);
}

/** Links a first bank, and goes on to choose a second. */
async function linkOneOfTwo(hostedUrl: string): Promise<void> {
  const atPlaid = new Client(hostedUrl);
  const banks = await atPlaid.get(hostedUrl);
  const accounts = await atPlaid.press(banks, 'Continue', { bank: 'ins_900002', ...PERSON });
  await atPlaid.press(accounts, 'Share and link another bank');
}

describe('a page that was opened in two tabs', () => {
  it.each([
    ['given up in one and finished in the other', [giveUpAtPlaid, finishAtPlaid]],
    ['finished in one and given up in the other', [finishAtPlaid, giveUpAtPlaid]],
  ])('and was %s brings its bank', async (_, steps) => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    let returnUrl = '';
    for (const step of steps) returnUrl = await step(hostedUrl);
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    expect(client.bankCookies).toHaveLength(1);
  });

  it('and given up in one is waited for in the other', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    const back = client.get(returnUrl);
    await pause(600);
    await finishAtPlaid(hostedUrl);
    expect((await back).location).toBe('/dashboard');
    expect(client.bankCookies).toHaveLength(1);
  });

  it('and never closed in one brings the bank of the other, when it has waited long enough', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    const returnUrl = await finishAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    const start = performance.now();
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    expect(performance.now() - start).toBeGreaterThan(DEADLINE_MS);
    expect(client.bankCookies).toHaveLength(1);
  });

  it('and given up in one but not finished in the other offers to look again', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    expect((await client.get(returnUrl)).headers.get('refresh')).toBe('5');
    expect((await client.get(await giveUpAtPlaid(hostedUrl))).location).toBe('/');
    expect(client.bankCookies).toEqual([]);
  });
});

describe('two banks in one visit', () => {
  it('are both waited for, though the first is there already', async () => {
    const client = app.newClient();
    const hostedUrl = await beginLink(client);
    await linkOneOfTwo(hostedUrl);
    const back = client.get('/link/return');
    await pause(600);
    await finishAtPlaid(hostedUrl);
    expect((await back).location).toBe('/dashboard');
    expect(client.bankCookies).toHaveLength(2);
  });

  it('are not both lost when the second never comes', async () => {
    const client = app.newClient();
    await linkOneOfTwo(await beginLink(client));
    expect((await client.get('/link/return')).location).toBe('/dashboard');
    expect(client.bankCookies).toHaveLength(1);
    const exchanges = app.emulator.control.calls().filter(({ path }) => path.endsWith('/exchange'));
    expect(exchanges.map(({ status }) => status)).toEqual([200]);
  });
});
