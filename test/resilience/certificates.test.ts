/** Whoever stands in for Plaid, Redis, PostgreSQL or the mail server with a certificate of their own making is told nothing. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { createRedis } from '../../src/redis/redis.ts';
import { createMailer } from '../../src/users/mail.ts';
import { createUsers } from '../../src/users/users.ts';
import { makeCertificate } from '../support/certificate.ts';
import { findProgram } from '../support/find-program.ts';
import { type PeerPair, startTlsPeer, type TlsStart } from '../support/tls-peer.ts';

const FAULT = 'DEPTH_ZERO_SELF_SIGNED_CERT';
const MAIL = { to: 'ada@example.org', subject: 'Hello', text: 'Hello' };
const from = 'sign-in@ledgerless.example';

/** Asks the peer at this port for something, and gives the code of the failure. */
type Ask = (port: number) => Promise<unknown>;

const askPlaid: Ask = async (port) => {
  const keys = { clientId: 'client', secret: 'plaid-secret', countryCodes: ['US'] };
  const asked = await createGateway({ baseUrl: `https://localhost:${port}`, ...keys }).item('access-token', {
    onFailure() {},
  });
  return asked.ok ? null : asked.error.code;
};

const askRedis: Ask = async (port) => {
  const codes: unknown[] = [];
  const redis = await createRedis({
    url: `rediss://someone:redis-secret@localhost:${port}`,
    onChange: ({ code }) => void codes.push(code),
  });
  await redis.ask((client) => client.ping());
  redis.close();
  return codes[0];
};

const askUsers =
  (mode: string): Ask =>
  async (port) => {
    const codes: unknown[] = [];
    const users = createUsers({
      databaseUrl: `postgresql://someone:database-secret@localhost:${port}/none?sslmode=${mode}`,
      onFailure: (code) => void codes.push(code),
    });
    await users.findOrAdd(MAIL.to).catch(() => {});
    await users.close();
    return codes[0];
  };

const askMailer =
  (scheme: 'smtp' | 'smtps'): Ask =>
  async (port) => {
    const smtpUrl = `${scheme}://someone:mail-secret@localhost:${port}?requireTLS=true`;
    const mailer = createMailer({ smtpUrl, from });
    const error = await mailer.send(MAIL).catch((failure) => failure);
    mailer.close();
    return error.code;
  };

describe.runIf(findProgram('openssl'))('a certificate that nobody vouches for', () => {
  const folder = mkdtempSync(`${tmpdir()}/ledgerless-certificates-`);
  let pair: PeerPair;
  beforeAll(() => {
    pair = makeCertificate(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, TlsStart, Ask, string]>([
    ['Plaid by https', 'at once', askPlaid, FAULT],
    ['Redis by rediss', 'at once', askRedis, FAULT],
    ['PostgreSQL by sslmode=require', 'postgres', askUsers('require'), FAULT],
    ['PostgreSQL by sslmode=verify-full', 'postgres', askUsers('verify-full'), FAULT],
    ['the mail server by smtps', 'smtps', askMailer('smtps'), 'ESOCKET'],
    ['the mail server by STARTTLS', 'starttls', askMailer('smtp'), 'ESOCKET'],
  ])('of %s gets no token, no password and no address', async (_what, start, ask, code) => {
    const peer = await startTlsPeer(start, pair);
    expect(await ask(peer.port)).toBe(code);
    expect(peer.begun).toBeGreaterThan(0);
    expect(peer.heard).toBe('');
    await peer.close();
  });

  it('would be noticed to have been told something', async () => {
    const peer = await startTlsPeer('at once', pair);
    const careless = tls.connect({ port: peer.port, host: '127.0.0.1', rejectUnauthorized: false });
    careless.on('error', () => {});
    careless.write('access-token');
    await expect.poll(() => peer.heard).toBe('access-token');
    careless.destroy();
    await peer.close();
  });
});
