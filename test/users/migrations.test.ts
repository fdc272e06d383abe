import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/users/migrations.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';

describe.skipIf(!hasPostgres)('migrating the database', () => {
  let postgres: Postgres;
  const pools: Pool[] = [];
  const newPool = () => {
    const pool = new Pool({ connectionString: postgres.url });
    pools.push(pool);
    return pool;
  };
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(() => postgres.query('DROP TABLE IF EXISTS users'));
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await postgres.close();
  });

  it('makes one table of five columns, and nothing else', async () => {
    await migrate(newPool());
    const columns = await postgres.query(
      'SELECT table_name, column_name FROM information_schema.columns ' +
        "WHERE table_schema = 'public' ORDER BY ordinal_position",
    );
    expect(columns.map(Object.values)).toEqual([
      ['users', 'id'],
      ['users', 'email'],
      ['users', 'subscription'],
      ['users', 'created_at'],
      ['users', 'sign_outs'],
    ]);
  });

  it('succeeds at eight instances that start together', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => migrate(newPool())));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'));
  });

  it('runs only the steps that are missing, each once', async () => {
    const first = 'CREATE TABLE users (steps int)';
    const second = 'INSERT INTO users VALUES (2)';
    await migrate(newPool(), [first]);
    expect(await postgres.query('SELECT * FROM users')).toEqual([]);
    await Promise.all([1, 2, 3].map(() => migrate(newPool(), [first, second])));
    expect(await postgres.query('SELECT * FROM users')).toEqual([{ steps: 2 }]);
    // During a deployment an older instance does not undo newer steps.
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
    'goes on after the step in the table’s comment “%s”, or starts with the first step',
    async (comment, expected) => {
      await postgres.query(`CREATE TABLE users (step text); COMMENT ON TABLE users IS '${comment}'`);
      await migrate(
        newPool(),
        ['a', 'b', 'c'].map((step) => `INSERT INTO users VALUES ('${step}')`),
      );
      expect((await postgres.query('SELECT step FROM users')).map(({ step }) => step)).toEqual(expected);
    },
  );

  it('changes nothing and leaves no lock when it fails', async () => {
    const pool = newPool();
    await expect(migrate(pool, ['CREATE TABLE users (id int)', 'nonsense'])).rejects.toThrow('syntax');
    // The connection is closed, so that nobody else gets it within the failed transaction.
    expect(pool.totalCount).toBe(0);
    await migrate(newPool());
    expect(await postgres.query('SELECT email FROM users')).toEqual([]);
  });
});
