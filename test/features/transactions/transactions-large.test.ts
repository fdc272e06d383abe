import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../../support/house.ts';
import { linkBank } from '../../support/link.ts';

const BUSINESS_BANK = 'ins_900007';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('a bank with more than 20,000 transactions has small pages', async () => {
  const visitor = house.visitor();
  await linkBank(visitor, { bank: BUSINESS_BANK });
  // The emulator makes its books when it is first asked, which a busy machine does not do in ten seconds.
  await visitor.get('/transactions?days=730');
  const { text, page } = await visitor.get('/transactions?days=730');
  expect(Number(page('.found strong').text().replaceAll(/\D/g, ''))).toBeGreaterThan(20_000);
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  expect(Buffer.byteLength((await visitor.get('/spending?months=24')).text)).toBeLessThan(300_000);
});
