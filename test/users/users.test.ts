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
    });
    expect(await users.findOrAdd('ada@example.org')).toEqual(user);
    expect(await users.find(user.id)).toEqual(user);
    expect(await users.find(randomUUID())).toBeNull();
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
    const { id } = await users.findOrAdd('paying@example.org');
    expect(await users.setSubscription('paying@example.org', 'premium')).toBe(true);
    expect((await users.find(id))?.subscription).toBe('premium');
    expect((await users.findOrAdd('paying@example.org')).subscription).toBe('premium');
    expect(await users.setSubscription('nobody@example.org', 'premium')).toBe(false);
    await expect(postgres.query("UPDATE users SET subscription = 'gold'")).rejects.toThrow('violates check');
  });

  it('finds nobody after a removal, which may be repeated', async () => {
    const { id } = await users.findOrAdd('leaving@example.org');
    expect(await users.remove(id)).toBe(true);
    expect(await users.remove(id)).toBe(false);
    expect(await users.find(id)).toBeNull();
    expect(await postgres.dump()).not.toContain('leaving@example.org');
  });

  it('stores addresses as they were typed, even if they look like SQL', async () => {
    const email = "'; DROP TABLE users; --@example.org";
    const { id } = await users.findOrAdd(email);
    expect((await users.find(id))?.email).toBe(email);
  });

  it('fails while the database is down, and works again as soon as it is up', async () => {
    const { id } = await users.findOrAdd('patient@example.org');
    // Neither idle connections nor running queries that break end the process or the pool.
    const slow = [1, 2, 3].map(() => users.find(id).catch((error) => error));
    await postgres.kill();
    for (const outcome of await Promise.all(slow)) {
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UsersUnavailableError);
    }
    failures.length = 0;
    await expect(users.find(id)).rejects.toMatchObject({ name: 'Error', status: 503 });
    expect(failures).toContain('ECONNREFUSED');
    await postgres.start();
    expect((await users.find(id))?.email).toBe('patient@example.org');
  });

  it('reports a failure of the database, but not a wrong query', async () => {
    failures.length = 0;
    await expect(users.find('no-uuid')).rejects.toMatchObject({ name: 'error', code: '22P02' });
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
    const { id } = await users.findOrAdd('silent@example.org');
    postgres.freeze();
    await expect(users.find(id)).rejects.toBeInstanceOf(UsersUnavailableError);
    postgres.thaw();
    expect((await users.find(id))?.email).toBe('silent@example.org');
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
