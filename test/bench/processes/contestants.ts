/** What is compared: Ledgerless as it runs in production, an app of the usual kind, and one that may keep what it reads. */

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { packConnection } from '../../../src/connections/connection.ts';
import { createSealer } from '../../../src/crypto/sealer.ts';
import type { Deployment } from '../../prove/deployment.ts';
import { freePort } from '../../support/free-port.ts';
import { visit } from '../visit.ts';
import { type Child, startChild } from './child.ts';

export type ContestantName = 'ledgerless' | 'usual' | 'good';

export interface Used {
  /** Of all its threads since it began. */
  readonly cpuMs: number;
  readonly memoryMb: number;
  readonly peakMemoryMb: number;
}

export interface Contestant {
  readonly url: string;
  readonly pid: number;
  /** From the start of its process to its first page. */
  readonly startedInMs: number;
  used(): Promise<Used>;
  /** The Cookie header of a new client with these banks. */
  client(accessTokens: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const BENCH = path.join(import.meta.dirname, '..');
const SCRIPTS: Readonly<Record<ContestantName, string>> = {
  ledgerless: path.join(BENCH, '..', '..', 'dist', 'server.js'),
  usual: path.join(BENCH, 'peers', 'usual.mjs'),
  good: path.join(BENCH, 'peers', 'good.mjs'),
};
/** As npm start has them. */
const OWN_FLAGS =
  /node ((?:--\S+ )*)dist\/server\.js/.exec(packageJson.scripts.start)?.[1]?.trim().split(' ') ?? [];
const PROBE = path.join(import.meta.dirname, 'probe.mjs');
const KEY = randomBytes(32);
const YEAR_MS = 365 * 86_400_000;

export interface ContestantOptions {
  readonly plaidUrl: string;
  /** Without it, it cannot be asked what it used. */
  readonly hasProbe?: boolean;
  /** Flags of node and variables, as a Blueprint has them. */
  readonly deployment?: Pick<Deployment, 'flags' | 'env'>;
}

/** Starts one and resolves when it has answered. */
export async function startContestant(
  name: ContestantName,
  { plaidUrl, hasProbe = true, deployment }: ContestantOptions,
): Promise<Contestant> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = startChild({
    script: SCRIPTS[name],
    flags: [
      ...(deployment?.flags ?? (name === 'ledgerless' ? OWN_FLAGS : [])),
      ...(hasProbe ? ['--import', PROBE] : []),
    ],
    env: {
      ...deployment?.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      PLAID_CLIENT_ID: 'bench',
      PLAID_SECRET: 'bench',
      PLAID_BASE_URL: plaidUrl,
      ENCRYPTION_KEYS: KEY.toString('base64'),
      RATE_LIMIT: '0',
    },
  });
  await answering(url, child);
  return {
    url,
    pid: child.pid,
    startedInMs: performance.now() - startedAt,
    used: () => child.ask<Used>('used'),
    client: name === 'ledgerless' ? async (tokens) => sealed(tokens) : (tokens) => rememberedBy(url, tokens),
    stop: () => child.stop(),
  };
}

const TRY_AGAIN_MS = 5;
const START_TIMEOUT_MS = 60_000;

async function answering(url: string, child: Child): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await visit(url, { path: '/' }).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > deadline) {
      await child.stop();
      throw new Error(`${url} does not answer: ${answer?.status ?? 'nobody listens'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

/** The cookies that a browser has after linking these banks. */
function sealed(accessTokens: readonly string[]): string {
  const sealer = createSealer([KEY]);
  const cookies = accessTokens.map((accessToken, index) => {
    const name = `bank-bench${String.fromCharCode(97 + index)}`;
    const connection = packConnection({
      accessToken,
      itemId: `item-${index}`,
      userId: null,
      institutionId: 'ins_900007',
      institutionName: `Bank ${index + 1}`,
      linkedAt: new Date(Date.now() - YEAR_MS / 12),
    });
    const content = Buffer.concat([Buffer.of(0), connection]);
    return `${name}=${sealer.seal(content, new Date(Date.now() + YEAR_MS), { purpose: 'bank', name })}`;
  });
  return cookies.join('; ');
}

async function rememberedBy(url: string, accessTokens: readonly string[]): Promise<string> {
  const body = new URLSearchParams();
  for (const token of accessTokens) body.append('access_token', token);
  const { headers } = await fetch(`${url}/banks`, { method: 'POST', body, redirect: 'manual' });
  return headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}
