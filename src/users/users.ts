/** Users in PostgreSQL: an e-mail address, a subscription, a date and a count. Nothing here can reach a bank. */

import { DatabaseError, Pool, type QueryResultRow } from 'pg';
import { migrate } from './migrations.ts';

export const SUBSCRIPTIONS = ['free', 'premium'] as const;
type Subscription = (typeof SUBSCRIPTIONS)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly subscription: Subscription;
  readonly createdAt: Date;
  /** How often they have signed out, which ended every session begun before. */
  readonly signOuts: number;
}

/** One signing-in, good while the user's count of sign-outs is what it was then. */
export type UserSession = Pick<User, 'id' | 'signOuts'>;

/** Each method rejects with a UsersUnavailableError when the database does not answer; all can be repeated. */
export interface Users {
  /** Null where the database serves, else PostgreSQL's or the network's code; never rejects. */
  try(): Promise<string | null>;
  /** The user with this address, a new one where there was none. */
  findOrAdd(email: string): Promise<User>;
  /** Null for a session that has been ended, and for a user who has been deleted. */
  find(session: UserSession): Promise<User | null>;
  /** Ends this session and all others of its user; one that has been ended can end no other. */
  endSessions(session: UserSession): Promise<void>;
  /** False when nobody has this address. */
  setSubscription(email: string, subscription: Subscription): Promise<boolean>;
  /** `gone`: there was no such user any more. `signed-out`: there is, but this session has been ended. */
  remove(session: UserSession): Promise<'removed' | 'gone' | 'signed-out'>;
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
/** SQLSTATE classes of faults in what we sent: data, integrity, syntax. That a role may not do it is not our fault. */
const OUR_FAULT = /^(22|23|42(?!501))/;
/** A table or a column is missing: the database has been replaced by an older one since the steps ran. */
const OLD_SCHEMA = /^42(P01|703)$/;
const COLUMNS = 'id, email, subscription, created_at AS "createdAt", sign_outs AS "signOuts"';
const OF_SESSION = 'id = $1 AND sign_outs = $2';

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

  /** Runs the missing steps once; where they fail, whatever the reason, the database cannot serve. */
  async function prepare(): Promise<void> {
    migrated ??= migrate(pool);
    try {
      await migrated;
    } catch (error) {
      migrated = null;
      throw unavailable(error);
    }
  }

  function unavailable(cause: unknown): UsersUnavailableError {
    onFailure(codeOf(cause));
    return new UsersUnavailableError('the database does not answer', { cause });
  }

  async function ask<Row extends QueryResultRow>(
    text: string,
    values: readonly (string | number)[],
  ): Promise<Row[]> {
    await prepare();
    try {
      return (await pool.query<Row>(text, [...values])).rows;
    } catch (error) {
      const code = error instanceof DatabaseError ? (error.code ?? '') : '';
      if (OLD_SCHEMA.test(code)) migrated = null;
      else if (OUR_FAULT.test(code)) throw error;
      throw unavailable(error);
    }
  }

  return {
    async try() {
      try {
        await ask('SELECT 1', []);
        return null;
      } catch (error) {
        return codeOf(error instanceof UsersUnavailableError ? error.cause : error);
      }
    },
    async findOrAdd(email) {
      const [user] = await ask<User>(
        `INSERT INTO users (email) VALUES ($1)
         ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING ${COLUMNS}`,
        [email],
      );
      return user as User;
    },
    async find({ id, signOuts }) {
      const [user] = await ask<User>(`SELECT ${COLUMNS} FROM users WHERE ${OF_SESSION}`, [id, signOuts]);
      return user ?? null;
    },
    async endSessions({ id, signOuts }) {
      await ask(`UPDATE users SET sign_outs = sign_outs + 1 WHERE ${OF_SESSION}`, [id, signOuts]);
    },
    async setSubscription(email, subscription) {
      const changed = await ask('UPDATE users SET subscription = $2 WHERE email = $1 RETURNING id', [
        email,
        subscription,
      ]);
      return changed.length > 0;
    },
    async remove({ id, signOuts }) {
      const removed = await ask(`DELETE FROM users WHERE ${OF_SESSION} RETURNING id`, [id, signOuts]);
      if (removed.length > 0) return 'removed';
      return (await ask('SELECT id FROM users WHERE id = $1', [id])).length > 0 ? 'signed-out' : 'gone';
    },
    close: () => pool.end(),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'NO_ANSWER';
}
