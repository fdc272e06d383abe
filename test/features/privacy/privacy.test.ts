import { afterAll, expect, it } from 'vitest';
import { asked } from '../../support/asked.ts';
import { beginLink, linkBank } from '../../support/link.ts';
import { rowsOf } from '../../support/pages.ts';
import { startTestApp } from '../../support/test-app.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
afterAll(() => app.close());

const COOKIES = '.cookies';

it('says that there is no cookie where there is none', async () => {
  expect(rowsOf(await app.newClient().get('/privacy'), COOKIES)).toEqual([['None', '', '', '']]);
});

it('lists every cookie of this browser by name, content, size and end', async () => {
  const client = app.newClient();
  await linkBank(client, { bank: 'ins_900001', lifetime: '30' });
  await client.post('/preferences', { hidden: 'yes' });
  await beginLink(client);
  client.jar.set('of-another-app', 'abc');
  const expected = [...client.jar].map(([name, value]) => [name, String(name.length + value.length + 1)]);
  const rows = rowsOf(await client.get('/privacy'), COOKIES);

  expect(rows.map(([name, , bytes]) => [name, bytes])).toEqual(expected);
  const holds = Object.fromEntries(rows.map(([name = '', what, , ends]) => [name, [what, ends]]));
  const [bankCookie = ''] = client.bankCookies;
  expect(holds[bankCookie]?.[0]).toBe('The key to Fernhollow Bank, encrypted');
  expect(holds[bankCookie]?.[1]).toMatch(/\b19\b.*2026/);
  expect(holds.preferences?.[1]).toBe('a year after you change it');
  expect(holds.session?.[0]).toMatch(/^What you are doing at the moment/);
  expect(holds['of-another-app']?.[0]).toBe('Not ours');
});

it('does not list as a bank what no longer opens', async () => {
  const client = app.newClient();
  client.jar.set('bank-abcdef', 'v1.forged.AAAA');
  const answer = await client.get('/privacy');
  expect(answer.page('.banks')).toHaveLength(0);
  expect(client.bankCookies).toEqual([]);
});

it('asks nothing of Plaid', async () => {
  const client = app.newClient();
  await linkBank(client);
  const before = asked(app.emulator).length;
  await client.get('/privacy');
  expect(asked(app.emulator)).toHaveLength(before);
});
