/** Another site of the same domain sets cookies that this server is sent as well. */

import { afterAll, describe, expect, it } from 'vitest';
import { giveBank } from '../support/give-bank.ts';
import { banksOf } from '../support/pages.ts';
import { startTestApp } from '../support/test-app.ts';
import { foreignCookies, tossedCookies } from '../support/tossed-cookies.ts';

const app = await startTestApp({ env: { PUBLIC_URL: 'https://ledgerless.example' } });
afterAll(() => app.close());

const person = app.newClient();
giveBank(app, person);
await person.post('/preferences', { hidden: 'yes' }, { origin: 'https://ledgerless.example' });
const attacker = app.newClient();
giveBank(app, attacker, { institutionId: 'ins_900002' });

describe('a person to whom another site of this domain has tossed', () => {
  it.each(tossedCookies(person, attacker))('$what sees their own bank, and it stays', async ({ cookie }) => {
    const answer = await app.newClient().get('/banks', { cookie });
    expect(answer.status).toBe(200);
    expect(banksOf(answer)).toEqual(['Fernhollow Bank']);
    const dropped = answer.headers
      .getSetCookie()
      .filter((line) => line.startsWith(person.bankCookies[0] ?? '?'));
    expect(dropped).toEqual([]);
    expect(answer.headers.get('clear-site-data')).toBeNull();
    const api = await app.newClient().get('/api/dashboard', { cookie });
    expect(api.text).not.toContain('Quillfeather');
  });

  it('other preferences still sees no amount', async () => {
    const cookie = `preferences=light.shown; __host-preferences=light.shown; ${person.cookies}`;
    const { text } = await app.newClient().get('/api/dashboard', { cookie });
    expect(JSON.parse(text).hidden).toBe(true);
  });

  it('more than any server reads is refused, and keeps the bank', async () => {
    const cookie = `${person.cookies}; ${foreignCookies(70_000)}`;
    const answer = await app.newClient().get('/privacy', { cookie });
    expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([431, null]);
  });

  it('30 kB of others can log out, and disconnects the bank', async () => {
    const leaving = app.newClient();
    giveBank(app, leaving, { institutionId: 'ins_900005' });
    const before = app.emulator.control.items().length;
    const cookie = `${foreignCookies(30_000)}; ${leaving.cookies}`;
    const answer = await app.newClient().post('/logout', {}, { cookie });
    expect(answer.page('h1').text()).toBe('You are logged out');
    expect(app.emulator.control.items()).toHaveLength(before - 1);
  });
});

it('a person without a cookie of ours, and with 30 kB of others, is let in, and keeps theirs', async () => {
  const answer = await app.newClient().get('/', { cookie: foreignCookies(30_000) });
  expect([answer.status, answer.headers.get('clear-site-data'), answer.headers.getSetCookie()]).toEqual([
    ...[200, null, []],
  ]);
});
