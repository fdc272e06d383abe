/** The operator's command that sets a subscription. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUsers } from '../src/users/users.ts';
import { hasPostgres, type Postgres, startPostgres } from './support/postgres.ts';

const ROOT = path.join(import.meta.dirname, '..');

/** As npm runs it. */
function subscription(words: string[], env: Record<string, string>) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const command = ['--import', 'tsx', path.join(ROOT, 'src/commands/subscription.ts'), ...words];
    // Away from the root, where a developer may have a .env.
    const options = { cwd: path.join(ROOT, 'test'), env: { PATH: process.env.PATH ?? '', ...env } };
    execFile(process.execPath, command, options, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

describe.skipIf(!hasPostgres)('the command', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it('sets and resets the subscription of one address', async () => {
    const users = createUsers({ databaseUrl: postgres.url, onFailure: () => {} });
    await users.findOrAdd('ada@example.org');
    await users.findOrAdd('other@example.org');
    await users.close();
    const env = { DATABASE_URL: postgres.url };
    expect(await subscription(['Ada@Example.org', 'premium'], env)).toEqual({
      code: 0,
      out: 'ada@example.org is premium now.\n',
      err: '',
    });
    const rows = await postgres.query('SELECT email, subscription FROM users ORDER BY email');
    expect(rows.map(Object.values)).toEqual([
      ['ada@example.org', 'premium'],
      ['other@example.org', 'free'],
    ]);
    expect((await subscription(['ada@example.org', 'free'], env)).out).toBe('ada@example.org is free now.\n');
  });

  it('fails when nobody has that address, and adds no user', async () => {
    const { code, err } = await subscription(['nobody@example.org', 'premium'], {
      DATABASE_URL: postgres.url,
    });
    expect([code, err]).toEqual([1, 'Nobody has signed in as nobody@example.org yet.\n']);
    expect(await postgres.query("SELECT id FROM users WHERE email LIKE 'nobody%'")).toEqual([]);
  });
});

it.each([
  [['ada@example.org', 'gold'], {}, 'Usage: npm run subscription -- <e-mail address> free|premium'],
  [['ada', 'free'], {}, 'Usage: npm run subscription -- <e-mail address> free|premium'],
  [[], {}, 'Usage: npm run subscription -- <e-mail address> free|premium'],
  [['ada@example.org', 'free'], {}, 'DATABASE_URL is missing: without it there are no accounts.'],
  [
    ['ada@example.org', 'free'],
    { DATABASE_URL: 'postgresql://127.0.0.1:1/none' },
    'the database does not answer',
  ],
])('the command says what is wrong with %j', async (words, env: Record<string, string>, sentence) => {
  const { code, out, err } = await subscription(words, env);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(sentence);
});
