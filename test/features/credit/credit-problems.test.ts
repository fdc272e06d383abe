import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../../support/browser.ts';
import { giveBank } from '../../support/give-bank.ts';
import { type House, openHouse } from '../../support/house.ts';
import { noticesOf, rowsOf } from '../../support/pages.ts';

const CARDS = 'ins_900002';
const INVESTMENTS = 'ins_900003';
const DOWN = 'ins_900008';

let house: House;
let visitor: Browser;
beforeAll(async () => {
  house = await openHouse({ now: () => new Date('2026-03-10T12:00:00Z') });
});
afterAll(() => house.close());
beforeEach(() => {
  visitor = house.visitor();
});
afterEach(() => house.emulator.control.reset());

describe('on the credit page, banks that tell nothing', () => {
  it('are named where they have no cards or loans', async () => {
    giveBank(house, visitor, { institutionId: INVESTMENTS });
    const { page } = await visitor.get('/credit');
    expect(page('#without').text()).toContain('Harrowmere Investments shows no cards or loans');
    expect(page('.attention')).toHaveLength(0);
  });

  it('are named where they fail, beside those that answer', async () => {
    giveBank(house, visitor, { institutionId: CARDS });
    giveBank(house, visitor, { institutionId: DOWN });
    const answer = await visitor.get('/credit');
    expect(answer.status).toBe(200);
    expect(answer.page('.attention li').text()).toContain('Oldgrove Bank is not answering');
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('can be allowed to at Plaid, from here and back to here', async () => {
    giveBank(house, visitor, { institutionId: CARDS });
    for (const item of house.emulator.control.items()) item.consentedProducts = [];
    const refused = await visitor.get('/credit');
    expect(refused.page('.attention li').text()).toContain('may not tell us of your cards and loans yet');

    const begun = await visitor.press(refused, 'Choose what to share at Quillfeather Cards');
    const atPlaid = new Browser(begun.location ?? '');
    const done = await atPlaid.press(await atPlaid.get(begun.location ?? ''), 'Sign in again');
    expect((await visitor.get(done.location ?? '')).location).toBe('/credit');
    const answer = await visitor.get('/credit');
    expect(noticesOf(answer)).toContain(
      'Quillfeather Cards is in order: what you let it tell of your cards and loans stands below.',
    );
    expect(rowsOf(answer, '#cards')).toHaveLength(2);
  });

  it('are still asked about when the person did not agree', async () => {
    const slot = giveBank(house, visitor, { institutionId: CARDS });
    for (const item of house.emulator.control.items()) item.consentedProducts = [];
    expect((await visitor.get(`/banks/${slot}/repaired?for=credit`)).location).toBe('/credit');
    const { page } = await visitor.get('/credit');
    expect(page('.notice').text()).toContain('what you let it tell');
    expect(page('.attention li').text()).toContain('may not tell us of your cards and loans yet');
  });

  it('leave the reader here when Plaid cannot begin it', async () => {
    const slot = giveBank(house, visitor, { institutionId: CARDS });
    house.emulator.control.inject({ kind: 'reset' }, { path: '/link/token/create' });
    expect((await visitor.post(`/banks/${slot}/repair`, { for: 'credit' })).location).toBe('/credit');
    expect((await visitor.post(`/banks/${slot}/repair`, { for: '//evil.example' })).location).toBe(
      '/dashboard',
    );
  });
});
