/** A visit to Plaid that comes back to a browser which did not begin it: somebody sent the address of Plaid's page on. */

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { beginLink, finishAtPlaid, giveUpAtPlaid, linkBank } from '../../support/link.ts';
import { noticesOf } from '../../support/pages.ts';
import { newKey, startTestApp, type TestApp } from '../../support/test-app.ts';

const app = await startTestApp();
const { control } = app.emulator;
afterAll(() => app.close());
afterEach(() => {
  control.usersAllowed(true);
  control.reset();
});

/** The attacker has begun a visit, and the victim has signed in at a bank on Plaid's page. */
async function signedInForSomebodyElse() {
  const [attacker, victim] = [app.newClient(), app.newClient()];
  const hostedUrl = await beginLink(attacker, { lifetime: '90' });
  return { attacker, victim, hostedUrl, returnUrl: await finishAtPlaid(hostedUrl) };
}

describe('a visit that another browser began', () => {
  it('is ended at Plaid when the person comes back, and the page says why', async () => {
    const { victim, returnUrl } = await signedInForSomebodyElse();
    const { status, page } = await victim.get(returnUrl);
    expect(status).toBe(403);
    expect(page('h1').text()).toBe('This was started in another browser');
    expect(page('.lead').text()).toContain('the connection has been ended');
    expect([control.items(), control.users()]).toEqual([[], []]);
    expect(victim.bankCookies).toEqual([]);
  });

  it('is ended also where that browser has a bank of its own, which stays', async () => {
    const { victim, returnUrl } = await signedInForSomebodyElse();
    // One with a Plaid user, and one without.
    await linkBank(victim);
    giveBank(app, victim, { institutionId: 'ins_900002' });
    expect(control.users()).toHaveLength(2);
    expect((await victim.get(returnUrl)).status).toBe(403);
    expect([control.users(), control.items(), victim.bankCookies].map((list) => list.length)).toEqual([
      1, 2, 2,
    ]);
  });

  it('is ended also where Plaid’s page was in a frame of another site', async () => {
    const { victim, returnUrl } = await signedInForSomebodyElse();
    // That it is a navigation, fetch does not let a test say.
    const framed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' };
    expect((await victim.get('/link/return?visit=none', framed)).page('h1').text()).toBe(
      'That did not come from this site',
    );
    expect((await victim.get(returnUrl, framed)).page('h1').text()).toBe(
      'This was started in another browser',
    );
    expect([control.items(), control.users()]).toEqual([[], []]);
  });

  it.each(['before', 'after'])(
    'gives its bank to nobody when the attacker comes %s the victim',
    async (when) => {
      const { attacker, victim, returnUrl } = await signedInForSomebodyElse();
      const visits = [() => victim.get(returnUrl), () => attacker.get(returnUrl)];
      for (const visit of when === 'after' ? visits : visits.toReversed()) await visit();
      expect(control.items()).toEqual([]);
      const { page } = await attacker.get('/dashboard');
      expect(page('#accounts .balance')).toHaveLength(0);
    },
  );

  it('says so when Plaid does not confirm the end, and ends it the next time', async () => {
    const { victim, returnUrl } = await signedInForSomebodyElse();
    const mend = control.inject({ kind: 'error', code: 'INVALID_API_KEYS' }, { path: '/user/remove' });
    expect((await victim.get(returnUrl)).page('.lead').text()).toContain('load this page again');
    mend();
    expect((await victim.get(returnUrl)).page('.lead').text()).toContain('has been ended');
    expect(control.items()).toEqual([]);
  });

  it('is not finished without its own address: there is no fallback to the latest visit', async () => {
    const { attacker } = await signedInForSomebodyElse();
    for (const path of ['/link/return', '/link/return?visit=', '/link/return?visit=v1.abcdefgh.forged'])
      expect((await attacker.get(path)).location).toBe('/dashboard');
    expect(attacker.bankCookies).toEqual([]);
    expect(control.calls().map(({ path }) => path)).not.toContain('/link/token/get');
  });

  it('is told alike when nobody signed in, since nothing tells that from a bank that nobody has exchanged', async () => {
    const hostedUrl = await beginLink(app.newClient());
    const passer = app.newClient();
    const { status, page } = await passer.get(await giveUpAtPlaid(hostedUrl));
    expect(status).toBe(403);
    expect(page('.lead').text()).toContain('If you signed in to a bank there');
    expect(control.users()).toEqual([]);
  });

  it('alarms nobody the second time: by then it has been ended', async () => {
    const { victim, returnUrl } = await signedInForSomebodyElse();
    await victim.get(returnUrl);
    const calls = control.calls().length;
    expect((await victim.get(returnUrl)).location).toBe('/dashboard');
    // Whoever knows the visit may ask as often as they like.
    expect(control.calls()).toHaveLength(calls);
    expect(noticesOf(await victim.get('/'))).toEqual([
      'There was no bank connection to finish in this browser.',
    ]);
  });

  it('gives its bank to nobody through an instance that knows nothing of the victim', async () => {
    const env = { ENCRYPTION_KEYS: newKey() };
    const [one, other] = await Promise.all([
      startTestApp({ emulator: app.emulator, env }),
      startTestApp({ emulator: app.emulator, env }),
    ]);
    const attacker = one.newClient();
    const returnUrl = new URL(await finishAtPlaid(await beginLink(attacker, { lifetime: '90' })));
    const path = returnUrl.pathname + returnUrl.search;
    expect((await other.newClient().get(path)).status).toBe(403);
    await attacker.get(path);
    expect([attacker.bankCookies, control.items(), control.users()]).toEqual([[], [], []]);
    expect(noticesOf(await attacker.get('/'))[0]).toContain('somebody else signed in');
    await Promise.all([one.close(), other.close()]);
  });

  it.each([
    ['has users', true],
    ['has none', false],
  ])(
    'is ended by the next request where Plaid %s and did not confirm its end, and shows nothing until then',
    async (_, hasUsers) => {
      control.usersAllowed(hasUsers);
      const env = { ENCRYPTION_KEYS: newKey() };
      const [one, other] = await Promise.all([
        startTestApp({ emulator: app.emulator, env }),
        startTestApp({ emulator: app.emulator, env }),
      ]);
      const attacker = one.newClient();
      const returnUrl = new URL(await finishAtPlaid(await beginLink(attacker, { lifetime: '90' })));
      const path = returnUrl.pathname + returnUrl.search;
      // Without users each process remembers such visits for itself.
      await (hasUsers ? other : one).newClient().get(path);
      const answersAgain = control.inject(
        { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
        { path: '/item/remove' },
      );
      await attacker.get(path);
      expect(control.items()).toHaveLength(1);
      expect(await attacker.get('/dashboard')).toMatchObject({ status: 303, location: '/' });
      const { page } = await attacker.get('/privacy');
      expect(page('.banks li')).toHaveLength(0);
      expect(page('.cookies').text()).toContain('The key to a connection that is over');
      answersAgain();
      await attacker.get('/');
      expect([control.items(), attacker.bankCookies]).toEqual([[], []]);
      await Promise.all([one.close(), other.close()]);
    },
  );

  it('is not taken for one where Plaid takes the id of its own user for none', async () => {
    const client = app.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(client));
    control.inject({ kind: 'error', code: 'INVALID_USER_ID' }, { path: '/user/items/get' });
    await client.get(returnUrl);
    expect([client.bankCookies.length, control.items().length]).toEqual([1, 1]);
    expect(noticesOf(await client.get('/privacy'))[0]).toMatch(/^Fernhollow Bank is connected/);
  });

  it('is ended where Plaid has no users as soon as the attacker fetches its bank', async () => {
    control.usersAllowed(false);
    const { attacker, victim, returnUrl } = await signedInForSomebodyElse();
    const told = await victim.get(returnUrl);
    expect(told.status).toBe(403);
    // It is not ended yet, and may never be, if the attacker was here before.
    expect(told.page('.lead').text()).not.toContain('has been ended');
    expect(told.page('.lead a').attr('href')).toBe('https://my.plaid.com');
    expect((await attacker.get(returnUrl)).location).toBe('/');
    expect(attacker.bankCookies).toEqual([]);
    expect(control.items()).toEqual([]);
    expect(noticesOf(await attacker.get('/'))[0]).toContain('somebody else signed in');
  });
});

describe('a visit of this browser', () => {
  it('that is over is left alone when its address is opened again', async () => {
    const client = app.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(client));
    await client.get(returnUrl);
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    // As after the browser was closed: the session is gone, and the bank's cookie is not.
    for (const name of client.jar.keys()) if (name.endsWith('session')) client.jar.delete(name);
    expect((await client.get(returnUrl)).location).toBe('/dashboard');
    expect(control.items()).toHaveLength(1);
  });

  it('that was given up for later ones says so, waits for none of them, and leaves nothing at Plaid', async () => {
    const client = app.newClient();
    const first = await beginLink(client);
    for (let visits = 0; visits < 5; visits++) await beginLink(client);
    const back = await client.get(await finishAtPlaid(first));
    expect(back.location).toBe('/dashboard');
    expect(noticesOf(await client.get('/'))).toEqual([
      expect.stringContaining('so this one was given up and nothing of it was kept'),
    ]);
    expect(control.items()).toEqual([]);
  });
});

describe('where a network has used up its limits, a visit', () => {
  const NETWORK = { 'x-forwarded-for': '198.51.100.7' };
  let limited: TestApp;
  beforeEach(async () => {
    // Two of these may be for linking.
    limited = await startTestApp({ emulator: app.emulator, env: { RATE_LIMIT: '12', TRUST_PROXY: '1' } });
  });
  afterEach(() => limited.close());

  /** As a page does that leads its visitor's browser there again and again. */
  async function useUp(client: Client): Promise<void> {
    for (let asked = 0; asked < 13; asked++) await client.get('/link/return?visit=none', NETWORK);
    expect((await client.get('/', NETWORK)).status).toBe(429);
  }

  it('that another browser began is ended all the same', async () => {
    const victim = limited.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(limited.newClient()));
    await useUp(victim);
    const { status, page } = await victim.get(returnUrl, NETWORK);
    expect([status, page('h1').text()]).toEqual([403, 'This was started in another browser']);
    expect([control.items(), control.users()]).toEqual([[], []]);
  });

  it('that this browser began is finished', async () => {
    const person = limited.newClient();
    const returnUrl = await finishAtPlaid(await beginLink(person));
    await useUp(limited.newClient());
    expect((await person.get(returnUrl, NETWORK)).location).toBe('/dashboard');
    expect(person.bankCookies).toHaveLength(1);
  });

  it('has a count of its own in each network', async () => {
    const returnUrl = await finishAtPlaid(await beginLink(limited.newClient()));
    const statusIn = async (network: Record<string, string>) =>
      (await limited.newClient().get(returnUrl, network)).status;
    expect([await statusIn(NETWORK), await statusIn(NETWORK), await statusIn(NETWORK)]).toEqual([
      ...[403, 303, 429],
    ]);
    expect(await statusIn({ 'x-forwarded-for': '198.51.100.8' })).toBe(303);
  });
});
