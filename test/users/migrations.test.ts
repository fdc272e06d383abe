import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/users/migrations.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

describe.skipIf(!hasPostgres)('the database', () => {
  let postgres: Postgres;
  const pools: Pool[] = [];
  const newPool = () => {
    const pool = new Pool({ connectionString: postgres.url });
    pools.push(pool);
    return pool;
  };
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterEach(() => postgres.query('DROP TABLE IF EXISTS users'));
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await postgres.close();
  });

  it('holds one table of four columns, and nothing else', async () => {
    await migrate(newPool());
    const columns = await postgres.query(
      "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY ordinal_position",
    );
    expect(columns.map(Object.values)).toEqual([
      ['users', 'id'],
      ['users', 'email'],
      ['users', 'subscription'],
      ['users', 'created_at'],
    ]);
  });

  it('is made once by eight instances that start together', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => migrate(newPool())));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'));
  });

  it('takes only the steps that are missing, each once', async () => {
    const first = 'CREATE TABLE users (steps int)';
    const second = 'INSERT INTO users VALUES (2)';
    await migrate(newPool(), [first]);
    expect(await postgres.query('SELECT * FROM users')).toEqual([]);
    await Promise.all([1, 2, 3].map(() => migrate(newPool(), [first, second])));
    expect(await postgres.query('SELECT * FROM users')).toEqual([{ steps: 2 }]);
    // An older instance, in the middle of a deployment, leaves what is newer alone.
    await migrate(newPool(), [first]);
    expect(await postgres.query("SELECT obj_description('users'::regclass) AS comment")).toEqual([
      { comment: 'steps: 2' },
    ]);
  });

  it.each([
    ['steps: 1', ['b', 'c']],
    ['steps: 2', ['c']],
    ['steps: 12', []],
    ['xsteps: 3', ['a', 'b', 'c']],
    ['steps: 3x', ['a', 'b', 'c']],
    ['steps: x', ['a', 'b', 'c']],
  ])(
    'goes on from the comment “%s”, or from the start where it is none of ours',
    async (comment, expected) => {
      await postgres.query(`CREATE TABLE users (step text); COMMENT ON TABLE users IS '${comment}'`);
      await migrate(
        newPool(),
        ['a', 'b', 'c'].map((step) => `INSERT INTO users VALUES ('${step}')`),
      );
      expect((await postgres.query('SELECT step FROM users')).map(({ step }) => step)).toEqual(expected);
    },
  );

  it('is as before when a step fails, and is not locked', async () => {
    const pool = newPool();
    await expect(migrate(pool, ['CREATE TABLE users (id int)', 'nonsense'])).rejects.toThrow('syntax');
    // The connection is closed, and not handed to whoever asks next in the middle of what failed.
    expect(pool.totalCount).toBe(0);
    await migrate(newPool());
    expect(await postgres.query('SELECT email FROM users')).toEqual([]);
  });
});
