/** Log-out and disconnecting ask first: what the questions say, and that nothing else on any page ends a bank. */

import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ROUTES } from '../../routes/table.ts';
import { asked } from '../../support/asked.ts';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { NAVIGATION_PAGES } from '../../support/navigation-pages.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => control.reset());

const NAMES = {
  ins_900001: 'Fernhollow Bank',
  ins_900002: 'Quillfeather Cards',
  ins_900005: 'Banque Lumivelle',
};

function withBanks(count: number, at: TestApp = app): { client: Client; slots: string[] } {
  const client = at.newClient();
  const slots = Object.keys(NAMES)
    .slice(0, count)
    .map((institutionId) => giveBank(at, client, { institutionId }));
  return { client, slots };
}

const asking = (slots: readonly string[]) => ['/logout', ...slots.map((slot) => `/banks/${slot}/disconnect`)];

it('a question changes nothing: no cookie, no call to Plaid, no connection', async () => {
  const { client, slots } = withBanks(2);
  const [jar, calls, items] = [new Map(client.jar), asked(app.emulator).length, control.items().length];
  for (const path of asking(slots)) {
    const { status, headers } = await client.get(path);
    expect([status, headers.getSetCookie()], path).toEqual([200, []]);
  }
  expect(client.jar).toEqual(jar);
  expect([asked(app.emulator).length, control.items().length]).toEqual([calls, items]);
});

it('no form of any page ends a bank but those of the questions', async () => {
  const { client, slots } = withBanks(2);
  const reading = Object.entries(ROUTES).flatMap(([name, { page }]) =>
    page && name.startsWith('GET ') && !name.includes(':') ? [name.slice('GET '.length)] : [],
  );
  expect(reading).toEqual(expect.arrayContaining(['/dashboard', '/credit', '/banks', '/logout']));
  const ofBanks = reading.filter((path) => ROUTES[`GET ${path}`]?.anonymous === '303 /');
  const ending: string[] = [];
  for (const code of [null, 'ITEM_LOGIN_REQUIRED', 'ITEM_NOT_FOUND', 'ITEM_NOT_SUPPORTED']) {
    const end = code ? control.inject({ kind: 'error', code }) : () => {};
    for (const path of code ? ofBanks : [...reading, ...asking(slots)]) {
      const { page } = await client.get(path);
      for (const element of page('form, button[formaction]').toArray()) {
        const { action, formaction } = element.attribs;
        if (/\/(logout|disconnect)$/.test(formaction ?? action ?? '')) ending.push(path);
      }
    }
    end();
  }
  expect(new Set(ending)).toEqual(new Set(asking(slots)));
});

describe('before log-out', () => {
  it.each([
    [1, 'Log out and disconnect one bank?', 'Plaid ends the connection to Fernhollow Bank.'],
    [2, 'Log out and disconnect 2 banks?', 'the connections to Fernhollow Bank and Quillfeather Cards.'],
    [3, 'Log out and disconnect 3 banks?', 'Fernhollow Bank, Quillfeather Cards, and Banque Lumivelle.'],
  ])(
    'it is said that %d banks end, and that they have to be connected again',
    async (count, heading, ends) => {
      const { page } = await withBanks(count).client.get('/logout');
      expect(page('h1').text()).toBe(heading);
      expect(page('.lead').text()).toContain(ends);
      expect(page('.lead').text()).toMatch(
        /you have to connect (it|each of them) again and sign in at the bank/,
      );
    },
  );

  it('it is said to whoever has no bank that only cookies are cleared', async () => {
    const { page } = await app.newClient().get('/logout');
    expect([page('h1').text(), page('form.actions button').text()]).toEqual(['Log out?', 'Log out']);
    expect(page('.lead').text()).toContain('No bank is connected in this browser.');
  });

  it.each<readonly [from: string, back: string]>([
    ['/transactions?q=tea&days=90', '/transactions?q=tea&days=90'],
    ['/logout', '/dashboard'],
    ['/', '/dashboard'],
    ['https://evil.example/transactions', '/dashboard'],
    ['//evil.example', '/dashboard'],
    ['/setup/key-check', '/dashboard'],
    ['/delete-me', '/dashboard'],
    ['/setup', '/setup'],
    ...NAVIGATION_PAGES.map((page) => [page, page] as const),
  ])('whoever comes from %s and stays goes on at %s', async (from, back) => {
    const referer = from.startsWith('https:') ? from : `${app.url}${from}`;
    const { page } = await withBanks(1).client.get('/logout', { referer });
    expect(page('form.actions a').attr('href')).toBe(back);
  });
});

describe('before one bank is disconnected', () => {
  it.each([
    [1, ''],
    [2, 'Your other bank stays connected.'],
    [3, 'Your 2 other banks stay connected.'],
  ])('of %d banks it is said what becomes of the others', async (count, others) => {
    const { client, slots } = withBanks(count);
    const { page } = await client.get(`/banks/${slots[0]}/disconnect`);
    expect(page('h1').text()).toBe('Disconnect Fernhollow Bank?');
    const lead = page('.lead').text();
    expect(lead).toContain(others);
    expect(lead.includes('other')).toBe(others !== '');
    expect(lead).toContain('you have to connect it again and sign in at the bank');
  });

  it('one that Plaid no longer knows is removed from this browser, under these words', async () => {
    const { client } = withBanks(2);
    control.inject({ kind: 'error', code: 'ITEM_NOT_FOUND' }, { itemId: control.items()[0]?.id ?? '' });
    const { page } = await client.get('/banks');
    const question = await client.get(page('.while-closed a').attr('href') ?? '');
    expect(question.page('h1').text()).toBe('Remove Fernhollow Bank from this browser?');
    expect(question.page('.lead').text()).toContain('there should be nothing left to end');
    const receipt = await client.press(question, 'Remove from this browser');
    expect(receipt.page('h1').text()).toBe('Fernhollow Bank is removed from this browser');
    expect(client.bankCookies).toHaveLength(1);
  });

  it.each(['zzzzzz', 'constructor', '%00'])(
    'none is asked about that this browser does not have: %s',
    async (id) => {
      expect((await withBanks(1).client.get(`/banks/${id}/disconnect`)).status).toBe(404);
    },
  );
});

it.each([
  ['production', true],
  ['sandbox', false],
])(
  'with Plaid’s %s it is said that a Trial plan counts what is connected again: %s',
  async (environment, isSaid) => {
    const there = await startTestApp({ emulator: app.emulator, env: { PLAID_ENV: environment } });
    const { client, slots } = withBanks(1, there);
    for (const path of asking(slots)) {
      const { text } = await client.get(path);
      expect(text.includes('one more of its ten connections'), path).toBe(isSaid);
    }
    await there.close();
  },
);
