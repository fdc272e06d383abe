/** Users in PostgreSQL: an e-mail address, a subscription and a date. Nothing here can reach a bank. */

import { DatabaseError, Pool, type QueryResultRow } from 'pg';
import { migrate } from './migrations.ts';

export const SUBSCRIPTIONS = ['free', 'premium'] as const;
type Subscription = (typeof SUBSCRIPTIONS)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly subscription: Subscription;
  readonly createdAt: Date;
}

/** Each method rejects with a UsersUnavailableError when the database does not answer; all can be repeated. */
export interface Users {
  /** The user with this address, a new one where there was none. */
  findOrAdd(email: string): Promise<User>;
  find(id: string): Promise<User | null>;
  /** False when nobody has this address. */
  setSubscription(email: string, subscription: Subscription): Promise<boolean>;
  /** False when there was no such user any more. */
  remove(id: string): Promise<boolean>;
  close(): Promise<void>;
}

interface UsersOptions {
  readonly databaseUrl: string;
  /** Told PostgreSQL's or the network's code of each failure. */
  readonly onFailure: (code: string) => void;
}

/** The database cannot be reached or cannot serve at present. As an answer it is a 503. */
export class UsersUnavailableError extends Error {
  readonly status = 503;
}

const CONNECT_WITHIN_MS = 2000;
const ANSWER_WITHIN_MS = 3000;
const MAX_CONNECTIONS = 5;
/** SQLSTATE classes of faults in what we sent: data, integrity, syntax. */
const OUR_FAULT = /^(22|23|42)/;
const COLUMNS = 'id, email, subscription, created_at AS "createdAt"';

/** Opens nothing yet: the first question connects, and each one tries again where the one before failed. */
export function createUsers({ databaseUrl, onFailure }: UsersOptions): Users {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', (error) => onFailure(codeOf(error)));
  let migrated: Promise<void> | null = null;

  async function ask<Row extends QueryResultRow>(text: string, values: readonly string[]): Promise<Row[]> {
    try {
      migrated ??= migrate(pool);
      await migrated.catch((error) => {
        migrated = null;
        throw error;
      });
      return (await pool.query<Row>(text, [...values])).rows;
    } catch (error) {
      if (error instanceof DatabaseError && OUR_FAULT.test(error.code ?? '')) throw error;
      onFailure(codeOf(error));
      throw new UsersUnavailableError('the database does not answer', { cause: error });
    }
  }

  return {
    async findOrAdd(email) {
      const [user] = await ask<User>(
        `INSERT INTO users (email) VALUES ($1)
         ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING ${COLUMNS}`,
        [email],
      );
      return user as User;
    },
    async find(id) {
      const [user] = await ask<User>(`SELECT ${COLUMNS} FROM users WHERE id = $1`, [id]);
      return user ?? null;
    },
    async setSubscription(email, subscription) {
      const changed = await ask('UPDATE users SET subscription = $2 WHERE email = $1 RETURNING id', [
        email,
        subscription,
      ]);
      return changed.length > 0;
    },
    async remove(id) {
      return (await ask('DELETE FROM users WHERE id = $1 RETURNING id', [id])).length > 0;
    },
    close: () => pool.end(),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'NO_ANSWER';
}
