/** A visit to Plaid in more than one session or with more than one bank: what comes late is waited for, and kept. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid } from '../../support/link.ts';

const PERSON = { person: 'couple' };
/** How long the way back waits for a visit that is not over. */
const DEADLINE_MS = 4_000;

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** Opens the hosted page, and does nothing there. */
function openAtPlaid(hostedUrl: string) {
  return new Browser(hostedUrl).get(hostedUrl);
}

/** Links a first bank, and goes on to choose a second. */
async function linkOneOfTwo(hostedUrl: string): Promise<void> {
  const atPlaid = new Browser(hostedUrl);
  const banks = await atPlaid.get(hostedUrl);
  const accounts = await atPlaid.press(banks, 'Continue', { bank: 'ins_900002', ...PERSON });
  await atPlaid.press(accounts, 'Share and link another bank');
}

describe('a page that was opened in two tabs', () => {
  it.each([
    ['given up in one and finished in the other', [giveUpAtPlaid, finishAtPlaid]],
    ['finished in one and given up in the other', [finishAtPlaid, giveUpAtPlaid]],
  ])('and was %s brings its bank', async (_, steps) => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    let returnUrl = '';
    for (const step of steps) returnUrl = await step(hostedUrl);
    expect((await visitor.get(returnUrl)).location).toBe('/dashboard');
    expect(visitor.bankCookies).toHaveLength(1);
  });

  it('and given up in one is waited for in the other', async () => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    const back = visitor.get(returnUrl);
    await pause(600);
    await finishAtPlaid(hostedUrl);
    expect((await back).location).toBe('/dashboard');
    expect(visitor.bankCookies).toHaveLength(1);
  });

  it('and never closed in one brings the bank of the other, when it has waited long enough', async () => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    const returnUrl = await finishAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    const start = performance.now();
    expect((await visitor.get(returnUrl)).location).toBe('/dashboard');
    expect(performance.now() - start).toBeGreaterThan(DEADLINE_MS);
    expect(visitor.bankCookies).toHaveLength(1);
  });

  it('and given up in one but not finished in the other offers to look again', async () => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    const returnUrl = await giveUpAtPlaid(hostedUrl);
    await openAtPlaid(hostedUrl);
    expect((await visitor.get(returnUrl)).headers.get('refresh')).toBe('5');
    expect((await visitor.get(await giveUpAtPlaid(hostedUrl))).location).toBe('/');
    expect(visitor.bankCookies).toEqual([]);
  });
});

describe('two banks in one visit', () => {
  it('are both waited for, though the first is there already', async () => {
    const visitor = house.visitor();
    const hostedUrl = await beginLink(visitor);
    await linkOneOfTwo(hostedUrl);
    const back = visitor.get('/link/return');
    await pause(600);
    await finishAtPlaid(hostedUrl);
    expect((await back).location).toBe('/dashboard');
    expect(visitor.bankCookies).toHaveLength(2);
  });

  it('are not both lost when the second never comes', async () => {
    const visitor = house.visitor();
    await linkOneOfTwo(await beginLink(visitor));
    expect((await visitor.get('/link/return')).location).toBe('/dashboard');
    expect(visitor.bankCookies).toHaveLength(1);
    const exchanges = house.emulator.control.calls().filter(({ path }) => path.endsWith('/exchange'));
    expect(exchanges.map(({ status }) => status)).toEqual([200]);
  });
});
