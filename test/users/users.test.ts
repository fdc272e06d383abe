import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createUsers, type Users, UsersUnavailableError } from '../../src/users/users.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

describe.skipIf(!hasPostgres)('the store of users', () => {
  let postgres: Postgres;
  let users: Users;
  const failures: string[] = [];
  const open = () =>
    createUsers({ databaseUrl: postgres.url, onFailure: (code) => void failures.push(code) });
  beforeAll(async () => {
    postgres = await startPostgres();
    users = open();
  });
  afterAll(async () => {
    await users.close();
    await postgres.close();
  });

  it('finds users by their id, and again by their address', async () => {
    const user = await users.findOrAdd('ada@example.org');
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'ada@example.org',
      subscription: 'free',
      createdAt: expect.any(Date),
      signOuts: 0,
    });
    expect(await users.findOrAdd('ada@example.org')).toEqual(user);
    expect(await users.find(user)).toEqual(user);
    expect(await users.find({ ...user, id: randomUUID() })).toBeNull();
  });

  it('adds one user when several instances add the same address at once', async () => {
    const others = [open(), open()];
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, turn) => (others[turn % 2] as Users).findOrAdd('twelve@example.org')),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    await Promise.all(others.map((other) => other.close()));
  });

  it('gives a user one of two subscriptions', async () => {
    const user = await users.findOrAdd('paying@example.org');
    expect(await users.setSubscription('paying@example.org', 'premium')).toBe(true);
    expect((await users.find(user))?.subscription).toBe('premium');
    expect((await users.findOrAdd('paying@example.org')).subscription).toBe('premium');
    expect(await users.setSubscription('nobody@example.org', 'premium')).toBe(false);
    await expect(postgres.query("UPDATE users SET subscription = 'gold'")).rejects.toThrow('violates check');
  });

  it('finds nobody after a removal, which may be repeated', async () => {
    const user = await users.findOrAdd('leaving@example.org');
    expect(await users.remove(user)).toBe('removed');
    expect(await users.remove(user)).toBe('gone');
    expect(await users.find(user)).toBeNull();
    expect(await postgres.dump()).not.toContain('leaving@example.org');
  });

  it('signs a user out everywhere at once, and what was signed out finds, ends and removes nothing', async () => {
    const email = 'leaver@example.org';
    const [here, elsewhere] = [await users.findOrAdd(email), await users.findOrAdd(email)];
    await Promise.all([users.endSessions(here), users.endSessions(elsewhere)]);
    const again = await users.findOrAdd(email);
    expect(again).toEqual({ ...here, signOuts: 1 });
    expect([await users.find(here), await users.remove(elsewhere)]).toEqual([null, 'signed-out']);
    await users.endSessions(here);
    expect(await users.find(again)).toEqual(again);
  });

  it('stores addresses as they were typed, even if they look like SQL', async () => {
    const email = "'; DROP TABLE users; --@example.org";
    const user = await users.findOrAdd(email);
    expect((await users.find(user))?.email).toBe(email);
  });

  it('fails while the database is down, and works again as soon as it is up', async () => {
    const user = await users.findOrAdd('patient@example.org');
    // Neither idle connections nor running queries that break end the process or the pool.
    const slow = [1, 2, 3].map(() => users.find(user).catch((error) => error));
    await postgres.kill();
    for (const outcome of await Promise.all(slow)) {
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UsersUnavailableError);
    }
    failures.length = 0;
    await expect(users.find(user)).rejects.toMatchObject({ name: 'Error', status: 503 });
    expect(failures).toContain('ECONNREFUSED');
    expect(await users.try()).toBe('ECONNREFUSED');
    await postgres.start();
    expect(await users.try()).toBeNull();
    expect((await users.find(user))?.email).toBe('patient@example.org');
  });

  it('reports a failure of the database, but not a wrong query', async () => {
    failures.length = 0;
    await expect(users.find({ id: 'no-uuid', signOuts: 0 })).rejects.toMatchObject({
      name: 'error',
      code: '22P02',
    });
    expect(failures).toEqual([]);
    // Its code contains 42 but does not begin with it, unlike those of wrong queries.
    await postgres.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53423'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON users EXECUTE FUNCTION refuse()`);
    await expect(users.findOrAdd('late@example.org')).rejects.toMatchObject({
      message: 'the database does not answer',
      cause: { code: '53423' },
    });
    expect(failures).toEqual(['53423']);
    await postgres.query('DROP FUNCTION refuse CASCADE');
  });

  it('fails for a role that may only read, which is no fault of ours', async () => {
    const known = await users.findOrAdd('known@example.org');
    await postgres.query('CREATE ROLE reader LOGIN; GRANT SELECT ON users TO reader');
    const url = postgres.url.replace('ledgerless@', 'reader@');
    const reading = createUsers({ databaseUrl: url, onFailure: (code) => void failures.push(code) });
    failures.length = 0;
    expect(await reading.find(known)).toEqual(known);
    await expect(reading.findOrAdd('new@example.org')).rejects.toBeInstanceOf(UsersUnavailableError);
    await expect(reading.endSessions(known)).rejects.toBeInstanceOf(UsersUnavailableError);
    expect(failures).toEqual(['42501', '42501']);
    await reading.close();
  });

  it('works again at the next query when the table was replaced by an older one, or by none', async () => {
    await users.findOrAdd('before@example.org');
    for (const replace of [
      "ALTER TABLE users DROP COLUMN sign_outs; COMMENT ON TABLE users IS 'steps: 1'",
      'DROP TABLE users',
    ]) {
      await postgres.query(replace);
      await expect(users.findOrAdd('after@example.org')).rejects.toBeInstanceOf(UsersUnavailableError);
      expect((await users.findOrAdd('after@example.org')).signOuts).toBe(0);
    }
  });

  it('reports an idle connection that breaks', async () => {
    await users.findOrAdd('idle@example.org');
    failures.length = 0;
    await postgres.kill();
    await vi.waitFor(() => expect(failures).not.toEqual([]), { timeout: 5000 });
    for (const code of failures) expect(code).toMatch(/^(57P0\d|ECONNRESET|NO_ANSWER)$/);
    await postgres.start();
  });

  it('leaves no connection behind when it is closed', async () => {
    const others = open();
    const connections = async () =>
      (await postgres.query("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend'")).length;
    const before = await connections();
    await others.findOrAdd('closing@example.org');
    expect(await connections()).toBe(before + 1);
    await others.close();
    await vi.waitFor(async () => expect(await connections()).toBe(before), { timeout: 5000 });
  });

  it('fails when the database hangs', async () => {
    const user = await users.findOrAdd('silent@example.org');
    postgres.freeze();
    await expect(users.find(user)).rejects.toBeInstanceOf(UsersUnavailableError);
    postgres.thaw();
    expect((await users.find(user))?.email).toBe('silent@example.org');
  });

  it('can be created before the database is up for the first time', async () => {
    await postgres.kill();
    const early = open();
    await expect(early.findOrAdd('early@example.org')).rejects.toBeInstanceOf(UsersUnavailableError);
    await postgres.start();
    expect((await early.findOrAdd('early@example.org')).email).toBe('early@example.org');
    await early.close();
  });
});
