/** Two instances over one Redis and one PostgreSQL, under a steady load; one is killed half-way and started again. */

import { setTimeout as pause } from 'node:timers/promises';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { startMailServer } from '../support/mail-server.ts';
import { startPostgres } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { signIn } from '../support/sign-in.ts';
import { newKey } from '../support/test-app.ts';
import { buildBundle, startInstance } from './bundle.ts';
import { startFront } from './front.ts';
import { type Request, sendSteadily } from './steady-load.ts';

export interface TwoInstancesFigures {
  readonly requests: number;
  /** From the start of the first to the end of the last. */
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Under way at the instance that was killed, at that moment. */
  readonly underWayOnKilled: number;
  /** Of those, how many got no whole answer. */
  readonly lostWithKilled: number;
  /** Any other request without a whole page or an answer of 200. */
  readonly failedOtherwise: readonly Request[];
  /** People who no longer see both banks and their account. */
  readonly loggedOut: number;
}

const PEOPLE = 4;
/** One in five reads banks, which costs many times what the others do. */
const PATHS = [
  ...['/privacy', '/account', '/', '/privacy', '/dashboard'],
  ...['/privacy', '/account', '/', '/privacy', '/transactions?days=30'],
];

/** Runs it, and stops all that it started. */
export async function twoInstances(perSecond: number, seconds: number): Promise<TwoInstancesFigures> {
  const [emulator, redis, postgres, mail] = await Promise.all([
    startEmulator(),
    startRedis(),
    startPostgres(),
    startMailServer(),
  ]);
  const env = {
    PLAID_CLIENT_ID: 'test-client',
    PLAID_SECRET: 'test-secret',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: newKey(),
    RATE_LIMIT: '1000000',
    TRUST_PROXY: '1',
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'sign-in@ledgerless.example',
  };
  const bundle = buildBundle({ minify: true });
  const front = await startFront();
  const [staying, leaving] = await Promise.all([startInstance(bundle, env), startInstance(bundle, env)]);
  front.serveFrom([staying.url, leaving.url]);
  const people = Array.from({ length: PEOPLE }, () => new Client(front.url));
  for (const [index, person] of people.entries()) {
    await signIn(person, mail, `person${index}@example.org`);
    await linkBank(person, { lifetime: '30' });
    await linkBank(person, { bank: 'ins_900002', lifetime: '30' });
  }

  const load = sendSteadily({ people, url: front.url, paths: PATHS, perSecond, seconds });
  await pause((seconds * 1000) / 3);
  const killedAt = performance.now();
  const underWayOnKilled = front.underWay(leaving.url);
  // As a host's router does where connections are refused: new requests go elsewhere.
  front.serveFrom([staying.url]);
  await leaving.kill();
  await pause((seconds * 1000) / 6);
  const back = await startInstance(bundle, env);
  front.serveFrom([staying.url, back.url]);
  const requests = await load;

  const failed = requests.filter(({ isWhole }) => !isWhole);
  const isLost = ({ startedAt, endedAt }: Request) => startedAt <= killedAt && endedAt >= killedAt;
  const seen = await Promise.all(people.map(seesAll));
  await Promise.all([staying.stop(), back.stop(), front.close(), emulator.close()]);
  await Promise.all([redis.close(), postgres.close(), mail.close()]);
  bundle.remove();
  const firstStart = Math.min(...requests.map(({ startedAt }) => startedAt));
  const lastEnd = Math.max(...requests.map(({ endedAt }) => endedAt));
  const waits = requests.map(({ startedAt, endedAt }) => endedAt - startedAt).toSorted((a, b) => a - b);
  return {
    requests: requests.length,
    perSecond: Math.round(requests.length / ((lastEnd - firstStart) / 1000)),
    medianMs: Math.round(waits[Math.floor(waits.length / 2)] ?? 0),
    p99Ms: Math.round(waits[Math.floor(waits.length * 0.99)] ?? 0),
    underWayOnKilled,
    lostWithKilled: failed.filter(isLost).length,
    failedOtherwise: failed.filter((request) => !isLost(request)),
    loggedOut: seen.filter((isSeen) => !isSeen).length,
  };
}

async function seesAll(person: Client): Promise<boolean> {
  const banks = await person.get('/banks');
  const account = await person.get('/account');
  return banks.page('.banks .rows > li').length === 2 && account.page('main').text().includes('@example.org');
}
