/** Signing in among many: other people’s, other instances’. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsHouse, openAccountsHouse } from '../../support/accounts-house.ts';
import { newKey, openHouse } from '../../support/house.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { askForLink, linkFor } from '../../support/sign-in.ts';

describe.skipIf(!hasPostgres)('signing in', () => {
  let house: AccountsHouse;
  let mail: MailServer;
  beforeAll(async () => {
    house = await openAccountsHouse();
    ({ mail } = house);
  }, 60_000);
  afterAll(() => house.close());

  it('sends five links to an address in a quarter of an hour, from wherever they are asked for', async () => {
    const email = 'popular@example.org';
    for (let turn = 0; turn < 5; turn++) expect((await askForLink(house.visitor(), email)).status).toBe(303);
    const before = mail.mails.length;
    const answer = await askForLink(house.visitor(), ` ${email.toUpperCase()}`);
    expect([answer.status, answer.page('h1').text()]).toEqual([429, 'Enough links for now']);
    expect(mail.mails).toHaveLength(before);
  });

  it('sends thirty links to one network', async () => {
    const other = await openHouse({ env: house.env });
    for (let turn = 0; turn < 30; turn++) {
      expect((await other.visitor().post('/sign-in', { email: `n${turn}@example.org` })).status).toBe(303);
    }
    expect((await other.visitor().post('/sign-in', { email: 'n30@example.org' })).status).toBe(429);
    await other.close();
  });

  it('is finished at another instance, which knows who is signed in as well', async () => {
    const env = { ...house.env, ENCRYPTION_KEYS: newKey() };
    const first = await openHouse({ env });
    const second = await openHouse({ env, emulator: first.emulator });
    const visitor = first.visitor();
    await askForLink(visitor, 'walker@example.org');
    const link = linkFor(mail, 'walker@example.org');
    expect((await visitor.at(second.url).post(link)).location).toBe('/account');
    expect((await visitor.get('/account')).page('main').text()).toContain('walker@example.org');
    await Promise.all([second.close(), first.close()]);
  });
});
