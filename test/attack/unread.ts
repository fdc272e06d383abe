/** Many who ask for a file and never read it, one who takes a byte now and then, and some who read slowly. */

import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createSealer } from '../../src/crypto/sealer.ts';
import type { Bundle } from '../resilience/bundle.ts';
import { cannotLimit, makeGroup, memoryMiB } from '../support/cgroup.ts';
import { giveBank } from '../support/give-bank.ts';
import type { TestApp } from '../support/test-app.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

/** As a file more than the buffers of both systems take. */
const ROWS = 40_000;
const FILES = 200;
/** What Render's free plan has; V8 collects its garbage later where there is more. */
const MEMORY = { memoryMiB: 512 };
const MOST_MIB = 250;
const WATCHED_MS = 30_000;
/** The app looks twice a minute, and whoever took nothing between two looks is cut off. */
const CUT_WITHIN_MS = 100_000;
const BYTE_EVERY_MS = 5_000;
/** As many as one address can have under way, of two addresses. */
const SLOW_FILES = 16;
const BYTES_A_SECOND = 2_048;
const ANSWERED_WITHIN_MS = 20_000;

/** The app, and the cookies of somebody with a bank of so many rows, and of somebody else with one of a few. */
async function startWithLargeBank(
  bundle: Bundle,
): Promise<{ target: Target; cookies: string; others: string }> {
  const key = randomBytes(32);
  const target = await startTarget(bundle, {
    ENCRYPTION_KEYS: key.toString('base64'),
    TRUST_PROXY: '1',
    LOG_LEVEL: 'info',
  });
  const client = target.newClient();
  const services = { sealer: createSealer([key]), isSecure: false, now: () => new Date() };
  const other = target.newClient();
  const app = { services, emulator: target.emulator } as unknown as TestApp;
  giveBank(app, client, { transactions: ROWS });
  giveBank(app, other);
  return { target, cookies: client.cookies, others: other.cookies };
}

/** Asks for a file, from this address, and leaves it to the caller to read it. */
function ask(url: string, cookies: string, address: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write(
    [
      'GET /transactions.json?days=730 HTTP/1.1',
      'Host: localhost',
      `X-Forwarded-For: ${address}`,
      `Cookie: ${cookies}`,
      '',
      '',
    ].join('\r\n'),
  );
  return socket;
}

/** Milliseconds until a reader of a byte every five seconds is cut off, as the app's log has it; Infinity for never. */
async function dripUntilCut({ instance }: Target, socket: Socket): Promise<number> {
  const start = performance.now();
  // Its own system has megabytes in store for it, and would notice much later.
  const isCut = () => instance.log().includes('"isAborted":true');
  while (!isCut() && performance.now() - start < CUT_WITHIN_MS) {
    socket.read(1);
    await pause(BYTE_EVERY_MS);
  }
  const ms = isCut() ? performance.now() - start : Number.POSITIVE_INFINITY;
  socket.destroy();
  return ms;
}

export const unreadFiles: Attack = {
  name: 'use up the memory of 512 MB by many files that are asked for and not read',
  isLong: true,
  cannotRun: cannotLimit(),
  async run(bundle) {
    const group = makeGroup(MEMORY);
    const { target, cookies } = await startWithLargeBank({ ...bundle, cgroups: group.folders });
    const sockets = Array.from({ length: FILES }, (_, index) =>
      ask(target.url, cookies, `198.19.${index >> 8}.${index & 255}`),
    );
    let mostMiB = 0;
    const end = performance.now() + WATCHED_MS;
    while (performance.now() < end) {
      mostMiB = Math.max(mostMiB, memoryMiB(target.instance.child.pid ?? 0));
      await pause(200);
    }
    for (const socket of sockets) socket.destroy();
    await target.close();
    group.remove();
    return {
      hasSucceeded: mostMiB > MOST_MIB,
      figure: `${FILES} unread files held ${Math.round(mostMiB)} MiB (${MOST_MIB})`,
    };
  },
};

export const slowReader: Attack = {
  name: 'hold a connection for as long as one likes, by reading a byte of a file now and then',
  isLong: true,
  isSlow: true,
  async run(bundle) {
    const { target, cookies } = await startWithLargeBank(bundle);
    const cutMs = await dripUntilCut(target, ask(target.url, cookies, '198.19.255.1'));
    await target.close();
    const seconds = cutMs === Number.POSITIVE_INFINITY ? 'never' : `after ${Math.round(cutMs / 1000)} s`;
    return {
      hasSucceeded: cutMs === Number.POSITIVE_INFINITY,
      figure: `a reader of a byte every ${BYTE_EVERY_MS / 1000} s was cut off ${seconds}`,
    };
  },
};

export const slowFiles: Attack = {
  name: 'keep everybody else from their banks, by files that two addresses read slowly',
  isLong: true,
  isSlow: true,
  async run(bundle) {
    const { target, cookies, others } = await startWithLargeBank(bundle);
    const sockets = ['198.19.254.1', '198.19.254.2'].flatMap((address) =>
      Array.from({ length: SLOW_FILES }, () => ask(target.url, cookies, address)),
    );
    const reading = setInterval(() => {
      for (const socket of sockets) socket.read(BYTES_A_SECOND);
    }, 1_000);
    await pause(5_000);
    const start = performance.now();
    const headers = { cookie: others, 'x-forwarded-for': '198.19.254.3' };
    const { status } = await target.newClient().get('/dashboard', headers);
    const ms = performance.now() - start;
    clearInterval(reading);
    for (const socket of sockets) socket.destroy();
    await target.close();
    return {
      hasSucceeded: status !== 200 || ms > ANSWERED_WITHIN_MS,
      figure: `beside ${sockets.length} files at ${BYTES_A_SECOND / 1_024} KB/s another person’s overview was answered ${status} after ${(ms / 1_000).toFixed(1)} s`,
    };
  },
};
