/**
 * Database migrations. How many have run stands in the comment of the users table, so that no other table is needed.
 */

import type { Pool, PoolClient } from 'pg';

/** Only ever added to: what has run once is never run again. */
const STEPS: readonly string[] = [
  `CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL UNIQUE,
    subscription text NOT NULL DEFAULT 'free' CHECK (subscription IN ('free', 'premium')),
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  'ALTER TABLE users ADD COLUMN sign_outs integer NOT NULL DEFAULT 0',
];

/** Any number that no other program locks this database by. */
const LOCK = 7_235_110_419;

/** Runs the steps that are missing, all or none; of several instances that start together, one does, the rest wait. */
export async function migrate(pool: Pool, steps: readonly string[] = STEPS): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const done = await stepsDone(client);
    for (const step of steps.slice(done)) await client.query(step);
    if (done < steps.length) await client.query(`COMMENT ON TABLE users IS 'steps: ${steps.length}'`);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // A connection that is closed takes its transaction and its lock with it.
    client.release(true);
    throw error;
  }
}

async function stepsDone(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regclass('users'), 'pg_class') AS comment",
  );
  return Number(/^steps: (\d+)$/.exec(rows[0]?.comment ?? '')?.[1] ?? 0);
}
