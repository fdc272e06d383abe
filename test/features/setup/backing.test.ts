/** The set-up page tries Redis, PostgreSQL and the mail server for real. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../support/client.ts';
import { type ClockedApp, startClockedApp } from '../../support/clocked-app.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { hasPostgres, type Postgres, startPostgres } from '../../support/postgres.ts';
import { hasRedis, type RunningRedis, startRedis } from '../../support/redis.ts';

const SETUP_TOKEN = 'a-token-of-the-operator';
const ANSWERS = { Redis: 'Answers', PostgreSQL: 'Answers', Mail: 'Answers' };

describe.skipIf(!hasRedis || !hasPostgres)('the set-up page', () => {
  let redis: RunningRedis;
  let postgres: Postgres;
  let mail: MailServer;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    redis = await startRedis();
    postgres = await startPostgres();
    mail = await startMailServer();
    env = {
      ...{ SETUP_TOKEN, REDIS_URL: redis.url, DATABASE_URL: postgres.url },
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'Ledgerless <sign-in@ledgerless.example>' },
    };
  });
  let app: ClockedApp;
  afterEach(() => app.close());
  afterAll(async () => {
    await redis?.close();
    await postgres?.close();
    await mail?.close();
  });

  async function operatorIn(more: Readonly<Record<string, string>> = {}): Promise<Client> {
    app = await startClockedApp({ env: { ...env, ...more } });
    const client = app.newClient();
    await client.post('/setup', { token: SETUP_TOKEN });
    return client;
  }

  /** The results of the three rows. */
  async function resultsFor(client: Client): Promise<Record<string, string>> {
    const { page } = await client.get('/setup');
    const rows = page('.checks tbody tr')
      .toArray()
      .map((row) => [page(row).find('th').text(), page(row).find('[data-label=Result]').text()]);
    return Object.fromEntries(rows.filter(([name = '']) => name in ANSWERS));
  }

  it('says that each answers, and sends no mail to find out', async () => {
    const client = await operatorIn();
    expect(await resultsFor(client)).toEqual(ANSWERS);
    expect(mail.mails).toEqual([]);
  });

  it('says that a mail server refuses the password, and shows none', async () => {
    const client = await operatorIn({ SMTP_URL: mail.url.replace(/:[^:@]+@/, ':wrong-words@') });
    const Mail = 'Does not answer: it refuses the user name or the password (EAUTH)';
    expect(await resultsFor(client)).toEqual({ ...ANSWERS, Mail });
    const said = [(await client.get('/setup')).text, ...app.logLines].join('\n');
    for (const secret of ['wrong-words', new URL(mail.url).host, redis.url, postgres.url]) {
      expect(said).not.toContain(secret);
    }
  });

  it('says that Redis and PostgreSQL are gone as soon as they are, and that they are there again', async () => {
    const client = await operatorIn();
    expect(await resultsFor(client)).toEqual(ANSWERS);
    await Promise.all([redis.kill(), postgres.kill()]);
    await app.pass(0.01);
    expect(await resultsFor(client)).toEqual({
      ...ANSWERS,
      Redis: expect.stringMatching(/^Does not answer/),
      PostgreSQL: expect.stringMatching(/^Does not answer/),
    });
    await Promise.all([redis.start(), postgres.start()]);
    await expect
      .poll(
        async () => {
          await app.pass(0.01);
          return resultsFor(client);
        },
        { timeout: 20_000, interval: 500 },
      )
      .toEqual(ANSWERS);
  });
});
