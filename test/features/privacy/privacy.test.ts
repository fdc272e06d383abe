import { afterAll, beforeAll, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { type House, openHouse } from '../../support/house.ts';
import { beginLink, linkBank } from '../../support/link.ts';
import { rowsOf } from '../../support/pages.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ now: () => new Date('2026-05-20T12:00:00Z') });
});
afterAll(() => house.close());

const COOKIES = '.cookies';

it('says that there is no cookie where there is none', async () => {
  expect(rowsOf(await house.visitor().get('/privacy'), COOKIES)).toEqual([['None', '', '', '']]);
});

it('lists every cookie of this browser by name, content, size and end', async () => {
  const visitor = house.visitor();
  await linkBank(visitor, { bank: 'ins_900001', lifetime: '30' });
  await visitor.post('/preferences', { hidden: 'yes' });
  await beginLink(visitor);
  visitor.jar.set('of-another-app', 'abc');
  const expected = [...visitor.jar].map(([name, value]) => [name, String(name.length + value.length + 1)]);
  const rows = rowsOf(await visitor.get('/privacy'), COOKIES);

  expect(rows.map(([name, , bytes]) => [name, bytes])).toEqual(expected);
  const holds = Object.fromEntries(rows.map(([name = '', what, , ends]) => [name, [what, ends]]));
  const [bankCookie = ''] = visitor.bankCookies;
  expect(holds[bankCookie]?.[0]).toBe('The key to Fernhollow Bank, encrypted');
  expect(holds[bankCookie]?.[1]).toMatch(/\b19\b.*2026/);
  expect(holds.preferences?.[1]).toBe('a year after you change it');
  expect(holds.session?.[0]).toMatch(/^What you are doing at the moment/);
  expect(holds['of-another-app']?.[0]).toBe('Not ours');
});

it('does not list as a bank what no longer opens', async () => {
  const visitor = house.visitor();
  visitor.jar.set('bank-abcdef', 'v1.forged.AAAA');
  const answer = await visitor.get('/privacy');
  expect(answer.page('.banks')).toHaveLength(0);
  expect(visitor.bankCookies).toEqual([]);
});

it('asks nothing of Plaid', async () => {
  const visitor = house.visitor();
  await linkBank(visitor);
  const before = asked(house.emulator).length;
  await visitor.get('/privacy');
  expect(asked(house.emulator)).toHaveLength(before);
});
