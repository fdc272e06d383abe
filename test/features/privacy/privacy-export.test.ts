import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import type { Browser } from '../../support/browser.ts';
import { openHouse } from '../../support/house.ts';
import { linkBank } from '../../support/link.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, signIn } from '../../support/sign-in.ts';

async function exportFor(visitor: Browser) {
  const answer = await visitor.get('/privacy.json');
  return { ...answer, file: JSON.parse(answer.text) };
}

describe.skipIf(!hasPostgres)('with accounts', () => {
  let house: AccountsHouse;
  beforeAll(async () => {
    house = await openAccountsHouse();
  }, 60_000);
  afterAll(() => house.close());

  it('holds the whole row and every cookie, and no key to a bank', async () => {
    const visitor = house.visitor();
    await signIn(visitor, house.mail, 'ada@example.org');
    await linkBank(visitor, { lifetime: '30' });
    await visitor.post('/preferences', { hidden: 'yes', theme: 'dark' });
    const { file, text, headers, status } = await exportFor(visitor);
    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="ledgerless-privacy.json"',
    ]);
    const [row = {}] = await house.postgres.query("SELECT * FROM users WHERE email = 'ada@example.org'");
    expect(file.onThisServer.user).toEqual({
      id: row.id,
      email: 'ada@example.org',
      subscription: 'free',
      createdAt: (row.created_at as Date).toJSON(),
    });
    expect(file.inYourBrowser.cookies.map(({ name }: { name: string }) => name)).toEqual([
      ...visitor.jar.keys(),
    ]);
    const [item] = house.emulator.control.items();
    expect(file.inYourBrowser.banks).toMatchObject([
      { institutionName: 'Fernhollow Bank', itemId: item?.id },
    ]);
    expect(file.inYourBrowser.preferences).toEqual({ isHidden: true, theme: 'dark' });
    expect(text).not.toContain(item?.accessToken);
    expect(text).not.toContain('access-');
    for (const value of visitor.jar.values()) expect(text).not.toContain(value);
    expect(file.storage).toEqual(house.services.storage);
  });

  it('tells of a signing-in that was begun', async () => {
    const visitor = house.visitor();
    await askForLink(visitor, 'begun@example.org');
    const { file } = await exportFor(visitor);
    expect(file.onThisServer.user).toBeNull();
    expect(file.inYourBrowser.session.signingInAs).toBe('begun@example.org');
  });

  it('says what it lacks while the database is down, as the page does', async () => {
    const visitor = house.visitor();
    await signIn(visitor, house.mail, 'down@example.org');
    await house.postgres.kill();
    const { file, status } = await exportFor(visitor);
    expect([status, file.problems.length, file.onThisServer.user]).toEqual([503, 1, null]);
    const page = await visitor.get('/privacy');
    expect([page.status, page.page('.account').text()]).toEqual([
      200,
      expect.stringContaining('database does not answer just now'),
    ]);
    await house.postgres.start();
    expect((await exportFor(visitor)).file.onThisServer.user.email).toBe('down@example.org');
  });

  it('agrees with the page, which shows the row and every fact of what is on', async () => {
    const visitor = house.visitor();
    await signIn(visitor, house.mail, 'page@example.org');
    const { page } = await visitor.get('/privacy');
    expect(page('.account tbody').text()).toContain('page@example.org');
    expect(page('.storage tbody tr')).toHaveLength(house.services.storage.length);
    expect(page('.storage').text()).toContain('PostgreSQL');
    expect(page('.cookies').text()).toContain('The number of the account you are signed in to, encrypted');
    expect(page('footer').text()).not.toContain('Nothing about you');
  });
});

it('holds nothing but what stands in the browser where there are no accounts', async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  const { file, status } = await exportFor(visitor);
  expect(status).toBe(200);
  expect(file.onThisServer).toEqual({ user: null, copies: [] });
  expect(file.inYourBrowser).toMatchObject({ cookies: [], banks: [] });
  const { page } = await visitor.get('/privacy');
  expect(page('.storage').text()).not.toContain('PostgreSQL');
  expect(page('.account')).toHaveLength(0);
  expect(page('footer').text()).toContain('Nothing about you is kept on this server.');
  await house.close();
});
