/** Somebody on the way stands in for Plaid, Redis, PostgreSQL or the mail server, with a certificate that is not theirs. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bundle } from '../resilience/bundle.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { Client } from '../support/client.ts';
import { findProgram } from '../support/find-program.ts';
import { linkBank } from '../support/link.ts';
import { startMailServer } from '../support/mail-server.ts';
import { askForLink, linkFor } from '../support/sign-in.ts';
import { newKey } from '../support/test-app.ts';
import { type PeerPair, startTlsPeer, type TlsPeer, type TlsStart } from '../support/tls-peer.ts';
import { type Attack, startTarget } from './attack.ts';

const EMAIL = 'ada@example.org';
const MAIL_FROM = 'sign-in@ledgerless.example';

type Env = Readonly<Record<string, string>>;

interface Certificates {
  /** By what is wrong with each; `nothing` stands for none. */
  readonly pairs: ReadonlyMap<string, PeerPair>;
  /** For NODE_EXTRA_CA_CERTS: all but the one that nobody vouches for. */
  readonly trusted: string;
}

function makeCertificates(folder: string): Certificates {
  const make = (name: string, wish: Parameters<typeof makeCertificate>[1]) => {
    const pair = makeCertificate(folder, wish);
    return [name, pair] as const;
  };
  const unknown = mkdtempSync(path.join(folder, 'unknown-'));
  const vouchedFor = [
    make('its time is over', { isExpired: true }),
    make('it is for another host', { host: 'elsewhere.example' }),
    make('nothing', {}),
  ];
  const trusted = path.join(folder, 'trusted.pem');
  writeFileSync(
    trusted,
    vouchedFor.map(([, { certificateFile }]) => readFileSync(certificateFile, 'utf8')).join(''),
  );
  const pairs = new Map([['nobody vouches for it', makeCertificate(unknown)], ...vouchedFor]);
  return { pairs, trusted };
}

/** Every peer with this certificate, after the bundle has tried to tell each of them something. */
async function tell(bundle: Bundle, pair: PeerPair, env: Env, person: Client): Promise<Map<string, TlsPeer>> {
  const starts: readonly TlsStart[] = ['at once', 'at once', 'smtps', 'starttls', 'postgres'];
  const peers = await Promise.all(starts.map((start) => startTlsPeer(start, pair)));
  const [plaid, redis, smtps, starttls, postgres] = peers as [TlsPeer, TlsPeer, TlsPeer, TlsPeer, TlsPeer];
  const mail = await startMailServer();
  const nowhere = 'postgresql://127.0.0.1:1/none';
  const [first, second, third] = await Promise.all([
    startTarget(bundle, {
      ...env,
      PLAID_BASE_URL: `https://localhost:${plaid.port}`,
      REDIS_URL: `rediss://someone:secret@localhost:${redis.port}`,
      DATABASE_URL: nowhere,
      SMTP_URL: `smtps://someone:secret@localhost:${smtps.port}`,
    }),
    startTarget(bundle, {
      ...env,
      DATABASE_URL: nowhere,
      SMTP_URL: `smtp://someone:secret@localhost:${starttls.port}?requireTLS=true`,
    }),
    startTarget(bundle, {
      ...env,
      DATABASE_URL: `postgresql://someone:secret@localhost:${postgres.port}/none?sslmode=require`,
      SMTP_URL: mail.url,
    }),
  ]);
  const signingIn = third.newClient();
  await askForLink(signingIn, EMAIL);
  await Promise.all([
    person.at(first.url).get('/dashboard'),
    first.newClient().post('/link', { lifetime: '1' }),
    askForLink(first.newClient(), EMAIL),
    askForLink(second.newClient(), EMAIL),
    signingIn.press(await signingIn.get(linkFor(mail, EMAIL)), 'Sign in'),
  ]);
  await Promise.all([first, second, third, mail].map((each) => each.close()));
  return new Map(Object.entries({ plaid, redis, smtps, starttls, postgres }));
}

export const wrongCertificate: Attack = {
  name: 'be told tokens and passwords by standing in with a wrong certificate',
  cannotRun: findProgram('openssl') === null ? 'openssl makes the certificates' : undefined,
  async run(bundle) {
    const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-certificate-'));
    const { pairs, trusted } = makeCertificates(folder);
    const env = { NODE_EXTRA_CA_CERTS: trusted, NODE_NO_WARNINGS: '1', ENCRYPTION_KEYS: newKey(), MAIL_FROM };
    // A bank that was linked when all was well.
    const well = await startTarget(bundle, env);
    const person = well.newClient();
    await linkBank(person);
    const told: string[] = [];
    let tries = 0;
    for (const [fault, pair] of pairs) {
      const peers = await tell(bundle, pair, env, person);
      for (const [name, { begun, heard, close }] of peers) {
        await close();
        if (begun === 0) throw new Error(`${name} was not even asked, so that nothing was tried`);
        if (fault === 'nothing') {
          if (heard === '') throw new Error(`${name} is told nothing with a good certificate, either`);
          continue;
        }
        tries += 1;
        if (heard !== '') told.push(`${name} although ${fault}`);
      }
    }
    await well.close();
    rmSync(folder, { recursive: true });
    return {
      hasSucceeded: told.length > 0,
      figure:
        `${told.length} of ${tries} peers with a wrong certificate were told anything ${told.join('; ')}`.trim(),
    };
  },
};
