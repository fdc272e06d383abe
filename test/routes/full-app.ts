/** The app with everything that an operator can switch on, and people with all that one can have there. */

import { randomUUID } from 'node:crypto';
import type { Client } from '../support/client.ts';
import { startDemo } from '../support/demo.ts';
import { giveBank } from '../support/give-bank.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { type RunningRedis, startRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { unwrap } from '../support/unwrap.ts';

export const SETUP_TOKEN = 'the-token-of-the-operator';
const ORIGIN = 'https://ledgerless.example';
const DAY_MS = 86_400_000;

export interface FullApp {
  readonly app: TestApp;
  readonly redis: RunningRedis;
  readonly postgres: Postgres;
  readonly mail: MailServer;
  /** How often each limit has counted a request since they were cleared, by the names of their keys in Redis. */
  counts(): Promise<Map<string, number>>;
  clearCounts(): Promise<void>;
  close(): Promise<void>;
}

/** Somebody with a bank, an account and the operator's token, as far as the app has these. */
export interface Person {
  /** Where their sign-in links arrive; null where nobody can sign in. */
  readonly mail: MailServer | null;
  /** Makes the JWT that Plaid sends with a webhook's body. */
  readonly sign: (body: string) => string;
  readonly client: Client;
  readonly bankId: string;
  readonly email: string;
  /** Where Plaid sends webhooks about their bank. */
  readonly webhookPath: string;
}

/** With keys for Plaid and a public https address, or as the demo on this machine. */
export async function startFullApp({ isDemo }: { isDemo: boolean }): Promise<FullApp> {
  const [redis, postgres, mail] = await Promise.all([startRedis(), startPostgres(), startMailServer()]);
  const env = {
    RATE_LIMIT: '1200',
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'Ledgerless <sign-in@ledgerless.example>',
    SETUP_TOKEN,
  };
  const now = () => new Date('2026-05-20T12:00:00Z');
  const app = isDemo
    ? await startDemo(env)
    : await startTestApp({ env: { ...env, PUBLIC_URL: ORIGIN }, now });
  const countKeys = async () => (await redis.keys()).filter((key) => key.startsWith('ledgerless:count:'));
  return {
    ...{ app, redis, postgres, mail },
    async counts() {
      const keys = await countKeys();
      const totals = await Promise.all(keys.map((key) => redis.send('GET', key)));
      return new Map(keys.map((key, index) => [key, Number(totals[index])]));
    },
    async clearCounts() {
      const keys = await countKeys();
      if (keys.length > 0) await redis.send('DEL', ...keys);
    },
    async close() {
      await app.close();
      await Promise.all([redis.close(), postgres.close(), mail.close()]);
    },
  };
}

/** A new one for each test. In the demo, whose emulator these tests do not reach, one with nothing. */
export async function createPerson(full: FullApp): Promise<Person> {
  const { app, mail } = full;
  const { sign } = app.emulator.control;
  const { accounts, gateway, sealer, webhooks, now } = app.services;
  const client = app.newClient();
  if (app.services.demo) return { mail, sign, client, bankId: '', email: '', webhookPath: '' };
  const userId = (await unwrap(gateway.createUser(randomUUID(), { onFailure() {} }))) ?? '';
  const bankId = giveBank(app, client, { userId });
  const email = `${randomUUID()}@example.org`;
  const user = await accounts?.users.findOrAdd(email);
  const expiresAt = new Date(now().getTime() + DAY_MS);
  const name = '__Host-user';
  const content = Buffer.from(`${user?.id} ${user?.signOuts}`);
  client.jar.set(name, sealer.seal(content, expiresAt, { purpose: 'user', name }));
  await client.post('/setup', { token: SETUP_TOKEN });
  const webhookPath = webhooks.addressFor('', { userId, expiresAt }) ?? '';
  return { mail, sign, client, bankId, email, webhookPath };
}
