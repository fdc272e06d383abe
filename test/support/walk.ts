/** The same steps in every configuration, by HTTP or in a browser: link two banks, read, disconnect one, delete all. */

import { expect } from 'vitest';
import type { MailServer } from './mail-server.ts';
import { expectNothingLeft, expectOnlyToldKeys, type Stores, type StoresApp } from './stores-app.ts';

/** Who takes them. */
export interface Walker {
  signIn(mail: MailServer, email: string): Promise<unknown>;
  /** By its institution's id and name. */
  link(bank: WalkBank): Promise<unknown>;
  /** Reads all pages; the names of the banks that these have. */
  read(): Promise<Set<string>>;
  disconnect(bankName: string): Promise<unknown>;
  /** What the receipt says was deleted. */
  deleteAll(): Promise<string[]>;
  /** The names of the cookies that are left. */
  cookies(): Promise<string[]>;
}

export interface WalkBank {
  readonly id: string;
  readonly name: string;
}

const FIRST: WalkBank = { id: 'ins_900001', name: 'Fernhollow Bank' };
const SECOND: WalkBank = { id: 'ins_900002', name: 'Quillfeather Cards' };
const EMAIL = 'walker@example.org';

/** Takes all steps; meanwhile and afterwards the stores have what the privacy page says, and nothing else. */
export async function goThrough(stores: StoresApp, on: Stores, walker: Walker): Promise<void> {
  const { app, mail, postgres } = stores;
  const { control } = app.emulator;
  if (mail) await walker.signIn(mail, EMAIL);
  await walker.link(FIRST);
  await walker.link(SECOND);
  await stores.hearNews();
  const secrets = control.items().flatMap(({ id, accessToken }) => [id, accessToken]);
  expect(secrets).toHaveLength(4);

  expect(await walker.read()).toEqual(new Set([FIRST.name, SECOND.name]));
  await expectOnlyToldKeys(stores, 2, walker.read);
  if (postgres) expect(await postgres.query('SELECT email FROM users')).toEqual([{ email: EMAIL }]);
  const dump = (await postgres?.dump()) ?? '';
  expect(secrets.filter((secret) => dump.includes(secret))).toEqual([]);

  await walker.disconnect(FIRST.name);
  expect(control.items()).toHaveLength(1);
  expect(await walker.read()).toEqual(new Set([SECOND.name]));
  await expectOnlyToldKeys(stores, 1, walker.read);

  expect(await walker.deleteAll()).toEqual([
    SECOND.name,
    ...(on.redis ? ['Copies of transactions'] : []),
    ...(on.accounts ? ['Your e-mail address and subscription'] : []),
    'Cookies',
  ]);
  expect([control.items(), await walker.cookies()]).toEqual([[], []]);
  await expectNothingLeft(stores, [...secrets, EMAIL, '127.0.0.1']);
  const logged = app.logLines.join('');
  expect([...secrets, EMAIL].filter((word) => logged.includes(word))).toEqual([]);
}
