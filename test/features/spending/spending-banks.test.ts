import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { linkBank } from '../../support/link.ts';
import { sectionsOf } from '../../support/pages.ts';

const NOW = new Date('2026-03-10T12:00:00Z');

let house: House;
let visitor: Browser;

beforeEach(async () => {
  house = await openHouse({ now: () => NOW });
  visitor = house.visitor();
});

afterEach(() => house.close());

describe('the spending page of several banks', () => {
  it('never adds currencies', async () => {
    await linkBank(visitor, { bank: 'ins_900005' });
    const { page } = await visitor.get('/spending?months=3');
    const names = page('#by-category h3')
      .toArray()
      .map((heading) => page(heading).text());
    expect(names).toEqual(expect.arrayContaining(['Euro', 'Japanese Yen', 'Kuwaiti Dinar']));
    expect(page('#by-category > table')).toHaveLength(names.length);
  });

  it('names a bank that is missing and one that is not ready, and shows the others', async () => {
    await linkBank(visitor);
    await linkBank(visitor, { bank: 'ins_900008' });
    await linkBank(visitor, { bank: 'ins_900011' });
    const { page } = await visitor.get('/spending');
    expect(page('#by-category .partial').text()).toContain('Without Oldgrove Bank');
    expect(page('#by-category .partial').text()).toMatch(/Seedmoor Bank, which is still preparing/);
    expect(page('#by-category tbody tr').length).toBeGreaterThan(5);
  });

  it('says what is missing in place of figures, and offers to ask again', async () => {
    await linkBank(visitor, { bank: 'ins_900008' });
    const answer = await visitor.get('/spending');
    expect(answer.status).toBe(200);
    expect(sectionsOf(answer)).toEqual(['attention', 'by-category', 'cash-flow', 'merchants']);
    expect(answer.page('#by-category .failed').text()).toContain('Oldgrove Bank');
    expect(answer.text).not.toContain('Nothing was spent');
  });
});
