/** Sign-in links for the owner of an address, while strangers ask for them as well. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, startAccountsApp } from '../../support/accounts-app.ts';
import type { Client } from '../../support/client.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { signIn } from '../../support/sign-in.ts';
import { newKey, startTestApp } from '../../support/test-app.ts';

/** The limit that the documents name, for one mailbox in a quarter of an hour. */
const LIMIT = 5;

describe.skipIf(!hasPostgres)('a sign-in link', () => {
  const key = newKey();
  let stores: AccountsApp;
  let mail: MailServer;
  let env: Record<string, string>;
  let app: ClockedApp;
  let networks = 0;
  beforeAll(async () => {
    stores = await startAccountsApp();
    mail = stores.mail;
    env = { ...stores.env, ENCRYPTION_KEYS: key, TRUST_PROXY: '1' };
  });
  afterAll(() => stores.close());
  beforeEach(async () => {
    app = await startClockedApp({ env });
  });
  afterEach(() => app.close());

  /** 303 for a link that was sent, 429 for one too many. */
  const ask = async (client: Client, email: string) => (await client.post('/sign-in', { email })).status;

  /** Somebody else each time, at a network of their own. */
  async function strangerAsks(email: string): Promise<number> {
    const from = { 'x-forwarded-for': `198.51.100.${networks++}` };
    return (await app.newClient().post('/sign-in', { email }, from)).status;
  }

  async function useUp(email: string): Promise<void> {
    while ((await strangerAsks(email)) === 303);
  }

  it('is sent to a browser that has signed in to the address, whatever strangers have asked for', async () => {
    const email = 'wanted@example.org';
    const [home, office] = [app.newClient(), app.newClient()];
    for (const client of [home, office]) await signIn(client, mail, email);
    await home.post('/sign-out');
    await useUp(email);
    for (let turn = 0; turn < LIMIT; turn++) expect(await ask(home, email)).toBe(303);
    // Nor can a browser of the owner's that is in other hands by now keep them out at another.
    expect(await ask(home, email)).toBe(429);
    expect((await signIn(office, mail, email)).location).toBe('/account');
  });

  it('is known by a cookie of a year, which no script reads and no other site sends', async () => {
    const client = app.newClient();
    const { headers } = await signIn(client, mail, 'kept@example.org');
    const [cookie, ...others] = headers.getSetCookie().filter((text) => text.startsWith('known-browser='));
    expect(others).toEqual([]);
    const [, ...attributes] = cookie?.split('; ') ?? [];
    expect(attributes.filter((text) => !text.startsWith('Expires=')).toSorted()).toEqual([
      ...['HttpOnly', `Max-Age=${365 * 24 * 60 * 60}`, 'Path=/', 'SameSite=Lax'],
    ]);
  });

  it('is sent to it also when others in its network have asked for too many', async () => {
    const owner = app.newClient();
    await signIn(owner, mail, 'neighbour@example.org');
    for (let turn = 0; turn < 30; turn++) await ask(app.newClient(), `neighbour${turn}@example.org`);
    expect(await ask(app.newClient(), 'another@example.org')).toBe(429);
    expect((await signIn(owner, mail, 'neighbour@example.org')).location).toBe('/account');
  });

  it('is no easier to have for an address that a browser has not signed in to', async () => {
    const client = app.newClient();
    await signIn(client, mail, 'mine@example.org');
    for (const email of ['yours@example.org', 'mine+tag@example.org']) {
      await useUp(email);
      expect([email, await ask(client, email)]).toEqual([email, 429]);
    }
  });

  it('is remembered for five people of one browser, for a year, until one of them logs out', async () => {
    const people = Array.from({ length: 6 }, (_, at) => `family${at}@example.org`);
    const client = app.newClient();
    for (const email of people) await signIn(client, mail, email);
    for (const email of people) await useUp(email);
    const statuses = async (browser: Client) => {
      const answers = [];
      for (const email of people) answers.push(await ask(browser.copy(), email));
      return answers;
    };
    const before = client.copy();
    expect(await statuses(client)).toEqual([429, 303, 303, 303, 303, 303]);
    await client.post('/logout');
    expect([...client.jar.keys()]).not.toContain('known-browser');
    expect(await statuses(client)).toEqual(Array(6).fill(429));
    await app.pass(365 * 24 - 1);
    expect(await statuses(before)).toEqual([429, 303, 303, 303, 303, 303]);
    await app.pass(2);
    expect(await statuses(before)).toEqual(Array(6).fill(429));
  });

  it('is sent to it after a change of keys as well, and not for a forged or foreign cookie', async () => {
    const email = 'rotated@example.org';
    const client = app.newClient();
    await signIn(client, mail, email);
    const after = await startTestApp({ env: { ...env, ENCRYPTION_KEYS: `${newKey()},${key}` } });
    const other = await startTestApp({ env: { ...env, ENCRYPTION_KEYS: newKey() } });
    for (const { url } of [after, other]) {
      for (let turn = 0; turn < LIMIT; turn++) await ask(app.newClient().at(url), email);
    }
    expect(await ask(client.copy().at(after.url), email)).toBe(303);
    expect(await ask(client.copy().at(other.url), email)).toBe(429);
    const forged = client.copy();
    forged.jar.set('known-browser', forged.jar.get('user') ?? '');
    expect(await ask(forged.at(after.url), email)).toBe(429);
    // Signing in again names the address under the new key, and no second time.
    const moved = client.at(after.url);
    const bytes = client.jar.get('known-browser')?.length;
    await signIn(moved, mail, email);
    expect(client.jar.get('known-browser')).toHaveLength(bytes ?? 0);
    await Promise.all([after.close(), other.close()]);
  });

  it('holds no address in the cookie that remembers it', async () => {
    const client = app.newClient();
    await signIn(client, mail, 'sealed@example.org');
    const name = 'known-browser';
    const cookie = client.jar.get(name) ?? '';
    const opened = app.services.sealer.open(cookie, { purpose: name, name });
    expect(opened?.content.toString()).toMatch(/^\{"id":"[\w-]{22}","addresses":\["[\w-]{43}"\]\}$/);
  });

  it('is counted for the one mailbox to which many spellings lead', async () => {
    const spellings = [
      'm.any@',
      'many+a@',
      'MANY+b@',
      'm-a-n-y@',
      'many@',
      'ma.ny+c@',
      'many_@',
      'many+d+e@',
    ];
    const before = mail.mails.length;
    const answers = [];
    for (const spelling of spellings) answers.push(await strangerAsks(`${spelling}example.org`));
    expect(answers).toEqual([...Array(LIMIT).fill(303), ...Array(spellings.length - LIMIT).fill(429)]);
    // The address itself stays the one that was typed.
    expect(mail.mails.slice(before).flatMap(({ to }) => to)).toEqual(
      ['m.any@', 'many+a@', 'many+b@', 'm-a-n-y@', 'many@'].map((name) => `${name}example.org`),
    );
  });
});
