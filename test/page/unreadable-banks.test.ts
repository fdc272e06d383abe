/** Banks whose cookies this server cannot read are told of, with the reason, what it costs and what can be done. */

import { afterAll, describe, expect, it } from 'vitest';
import { packConnection } from '../../src/connections/connection.ts';
import { ROUTES } from '../routes/table.ts';
import type { Answer, Client } from '../support/client.ts';
import { startDemo } from '../support/demo.ts';
import { giveBank } from '../support/give-bank.ts';
import { banksOf, noticesOf } from '../support/pages.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const now = () => new Date('2026-05-20T12:00:00Z');
const app = await startTestApp({ now });
/** The same Plaid, and another key. */
const elsewhere = await startTestApp({ now, emulator: app.emulator });
afterAll(async () => {
  await elsewhere.close();
  await app.close();
});

interface Unreadable {
  readonly ofAnotherKey?: number;
  readonly damaged?: number;
  readonly readable?: number;
}

function clientWith({ ofAnotherKey = 0, damaged = 0, readable = 0 }: Unreadable, at: TestApp = app): Client {
  const client = at.newClient();
  for (let i = 0; i < ofAnotherKey; i++) giveBank(elsewhere, client);
  for (let i = 0; i < damaged; i++) client.jar.set(`bank-broke${'abcdefg'[i]}`, 'v1.damaged');
  for (let i = 0; i < readable; i++) giveBank(at, client, { institutionId: 'ins_900002' });
  return client;
}

const told = ({ page }: Answer) => page('.unreadable').text().replaceAll(/\s+/g, ' ').trim();
const strip = ({ page }: Answer) => page('header .strip:contains("missing here")').text().trim();

describe('where none of a browser’s banks can be read', () => {
  it.each<[string, Unreadable, RegExp[]]>([
    [
      'one of another key',
      { ofAnotherKey: 1 },
      [
        /^One bank cannot be used here/,
        /It was encrypted with a key that the server does not have any more\./,
      ],
    ],
    [
      'one that is damaged',
      { damaged: 1 },
      [/^One bank cannot be used here/, /It is damaged, or from another/],
    ],
    [
      'three of both kinds',
      { ofAnotherKey: 2, damaged: 1 },
      [/^3 banks cannot be used here/, /Some were encrypted with a key/, /Others are damaged/],
    ],
  ])('the home page says how many and why: %s', async (_, unreadable, sentences) => {
    const client = clientWith(unreadable);
    expect((await client.get('/dashboard')).location).toBe('/');
    const home = await client.get('/');
    for (const sentence of sentences) expect(told(home)).toMatch(sentence);
    expect(home.page('form.connect button').length).toBeGreaterThan(0);
    expect(strip(home)).toBe('');
    expect(client.bankCookies).toHaveLength((unreadable.ofAnotherKey ?? 0) + (unreadable.damaged ?? 0));
  });

  it('the API says so too', async () => {
    const { status, text } = await clientWith({ damaged: 1 }).get('/api/dashboard');
    expect([status, JSON.parse(text).message]).toEqual([
      ...[401, 'This server can use none of the bank cookies that came with this request.'],
    ]);
  });

  it('says nothing of this to whoever has no cookie of a bank', async () => {
    const home = await app.newClient().get('/');
    expect([told(home), strip(home)]).toEqual(['', '']);
  });
});

describe('where a bank was connected in another environment of Plaid’s', async () => {
  const UUID = '01234567-89ab-4def-8123-456789abcdef';
  const PLAIDS_OWN = { PLAID_ENV: 'production', PLAID_BASE_URL: 'https://production.plaid.com' };
  const atPlaid = await startTestApp({ now, emulator: app.emulator, env: PLAIDS_OWN });
  const inDemo = await startDemo();
  afterAll(async () => {
    await atPlaid.close();
    await inDemo.close();
  });

  /** A browser with the key to such a bank, which a server of this kind has sealed with the same key. */
  function clientOf(at: TestApp, environment: string, days = 1): Client {
    const { sealer, now } = at.services;
    const bank = packConnection({
      ...{ accessToken: `access-${environment}-${UUID}`, itemId: 'item', userId: 'usr_1' },
      ...{ institutionId: 'ins_1', institutionName: 'Elm Bank', linkedAt: now() },
    });
    const client = at.newClient();
    const expiresAt = new Date(now().getTime() + days * 86_400_000);
    const binding = { purpose: 'bank', name: 'bank-foreig' } as const;
    client.jar.set(binding.name, sealer.seal(Buffer.concat([Buffer.of(0), bank]), expiresAt, binding));
    return client;
  }

  describe.each<[string, TestApp, string]>([
    ['one of the sandbox at a server for production', atPlaid, 'sandbox'],
    ['one of production in the demo', inDemo, 'production'],
    ['one of the sandbox in the demo', inDemo, 'sandbox'],
  ])('%s', (_, at, environment) => {
    it('is told with its cause, and stays for a server that goes back', async () => {
      const client = clientOf(at, environment);
      expect((await client.get('/dashboard')).location).toBe('/');
      const text = told(await client.get('/'));
      expect(text).toMatch(/It was connected while this server used another Plaid environment\. Your money/);
      expect(text).toContain('If the server goes back to that environment, it is here again');
      expect(text).not.toMatch(/Nothing is lost|by itself|Plaid bills|encrypted/);
      expect(client.bankCookies).toHaveLength(1);
    });

    it('stays after its end too: nobody here can end it', async () => {
      const client = clientOf(at, environment, -1);
      expect(told(await client.get('/'))).toMatch(/^One bank cannot be used here/);
      expect(client.bankCookies).toHaveLength(1);
    });

    it('is not taken for ended at log-out', async () => {
      const receipt = (await clientOf(at, environment).post('/logout')).page('main').text();
      expect(receipt).toMatch(/That did not end its connection at Plaid/);
      expect(receipt).not.toMatch(/Already gone|Removed/);
    });
  });

  it('is told beside the other causes', async () => {
    const client = clientOf(atPlaid, 'sandbox');
    giveBank(elsewhere, client);
    client.jar.set('bank-broken', 'v1.damaged');
    expect(told(await client.get('/'))).toMatch(
      /^3 banks .* Some were encrypted .*\. Others were connected .* environment\. Others are damaged, .* If the server gets its old key back or goes back to that environment, they are here again/,
    );
  });

  it('is for no other server than Plaid’s own, which may give any token', async () => {
    const other = await startTestApp({ now, emulator: app.emulator, env: { PLAID_ENV: 'production' } });
    for (const environment of ['sandbox', 'production']) {
      expect(banksOf(await clientOf(other, environment).get('/banks'))).toEqual(['Elm Bank']);
    }
    await other.close();
  });
});

describe('where some can be read and some cannot', () => {
  const pages = Object.entries(ROUTES).flatMap(([name, { page, anonymous }]) =>
    page && /^GET [^:]+$/.test(name) && anonymous !== '303 /sign-in' ? [name.slice('GET '.length)] : [],
  );

  it('every page says that banks are missing, and leads to where it is explained', async () => {
    const client = clientWith({ ofAnotherKey: 1, damaged: 1, readable: 1 });
    const silent: string[] = [];
    for (const path of pages) {
      const answer = await client.get(path);
      // Without accounts there are no such pages; these two explain it themselves.
      if (answer.status === 404 || path === '/banks' || path === '/logout') continue;
      const { page } = answer;
      if (page('header .strip a').attr('href') !== '/banks#unreadable') silent.push(path);
      expect(strip(answer), path).toMatch(/^2 banks are missing here/);
    }
    expect([silent, pages.length > 8]).toEqual([[], true]);
    const banks = await client.get('/banks');
    expect([banksOf(banks), strip(banks)]).toEqual([['Quillfeather Cards'], '']);
    expect(told(banks)).toMatch(/^2 banks cannot be used here/);
    expect(banks.page('#unreadable')).toHaveLength(1);
  });
});

describe('what it costs', () => {
  it.each<[string, Unreadable]>([
    ['a damaged one', { damaged: 1 }],
    ['one of another key', { ofAnotherKey: 1 }],
  ])(
    'is that %s has to be ended by its owner where a restart forgets when it ends',
    async (_, unreadable) => {
      const answer = await clientWith(unreadable).get('/');
      expect(told(answer)).toContain('End it yourself at my.plaid.com.');
      expect(told(answer)).not.toContain('by itself');
      expect(answer.page('.unreadable a').attr('href')).toBe('https://my.plaid.com');
    },
  );

  it.skipIf(!hasRedis)(
    'is that it ends by itself with Redis, at the latest when no time is longer',
    async () => {
      const redis = await startRedis();
      const kept = await startTestApp({ now, emulator: app.emulator, env: { REDIS_URL: redis.url } });
      const client = clientWith({ damaged: 1, ofAnotherKey: 1 }, kept);
      // The longest that can be chosen is 90 days.
      expect(told(await client.get('/'))).toMatch(
        /They end by themselves on Aug 18, 2026 at the latest, if Plaid lets/,
      );
      await client.post('/link');
      expect(told(await client.get('/'))).toMatch(
        /They end by themselves on Aug 18, 2026 at the latest; at my\.plaid\.com/,
      );
      await kept.close();
      await redis.close();
    },
  );

  it('is told with who is billed for it in production alone', async () => {
    const production = await startTestApp({ now, emulator: app.emulator, env: { PLAID_ENV: 'production' } });
    for (const [at, isBilled] of [
      [production, true],
      [app, false],
    ] as const) {
      const text = told(await clientWith({ damaged: 2 }, at).get('/'));
      expect(text.includes('Plaid bills them to whoever runs this server')).toBe(isBilled);
    }
    await production.close();
  });

  it('is nothing in the demo, which makes a key at each start', async () => {
    const demo = await startDemo();
    const text = told(await clientWith({ ofAnotherKey: 1 }, demo).get('/'));
    expect(text).toContain('without ENCRYPTION_KEYS the demo makes a new one at each start');
    expect(text).toContain('Nothing is lost');
    expect(text).not.toContain('my.plaid.com');
    await demo.close();
  });
});

describe('cookies that cannot be read', () => {
  it('open again at a server that has their key', async () => {
    const client = clientWith({ ofAnotherKey: 1 });
    await client.get('/');
    expect(banksOf(await client.at(elsewhere.url).get('/banks'))).toEqual(['Fernhollow Bank']);
  });

  it.each([
    [0, '/'],
    [1, '/banks'],
  ])('are removed by their button, and with %d other banks it leads to %s', async (readable, page) => {
    const client = clientWith({ ofAnotherKey: 1, damaged: 1, readable });
    const answer = await client.press(await client.get(page), 'Remove from this browser');
    expect(answer).toMatchObject({ status: 303, location: page });
    expect(client.bankCookies).toHaveLength(readable);
    const after = await client.get(page);
    expect(noticesOf(after)).toEqual(['2 cookies that could not be used were removed from this browser.']);
    expect([told(after), strip(after)]).toEqual(['', '']);
  });

  const NOT_ENDED =
    /The cookies of 2 banks that could not be used were cleared too\. That did not end their connections at Plaid/;

  it.each([
    ['/logout', '/logout', 'The cookies of 2 banks that could not be used are cleared'],
    ['/delete-me', '/privacy', 'Banks that this server cannot use are not ended at Plaid'],
  ])(
    'are cleared by POST %s as well, which is said before and on the receipt',
    async (path, page, warning) => {
      const client = clientWith({ ofAnotherKey: 1, damaged: 1, readable: 1 });
      expect((await client.get(page)).page('main').text()).toContain(warning);
      const receipt = await client.post(path);
      expect(receipt.page('main').text()).toMatch(NOT_ENDED);
      expect(client.bankCookies).toEqual([]);
      expect((await client.post(path)).text).not.toMatch(NOT_ENDED);
    },
  );

  it('are told by the API as banks that were not ended', async () => {
    const client = clientWith({ ofAnotherKey: 1, damaged: 1, readable: 1 });
    const { status, text } = await client.send('/api/delete-me', {
      method: 'DELETE',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([status, JSON.parse(text)]).toMatchObject([200, { isComplete: true, notEnded: 2 }]);
    expect(client.bankCookies).toEqual([]);
  });

  it.each(['/logout', '/delete-me'])('stay where not all else could be ended: POST %s', async (path) => {
    const client = clientWith({ ofAnotherKey: 1, readable: 1 });
    const restore = app.emulator.control.inject(
      { kind: 'error', code: 'ITEM_LOCKED' },
      { path: '/item/remove' },
    );
    const receipt = await client.post(path);
    restore();
    expect(receipt.page('main').text()).not.toMatch(/could not be used/);
    expect(client.bankCookies).toHaveLength(2);
  });
});
