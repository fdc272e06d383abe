/** Time limits for this machine: scaled by how fast it is when a file begins, or, for computations, while they run. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { quantile } from '../bench/statistics.ts';

/** Milliseconds for each of these on the reference: an idle machine of two cores, with Node 20. */
const REFERENCE = { processor: 9, timer: 5.3, loopback: 2.2 };
const ROUNDS = 8;
/** With a larger scale the tests would say nothing. */
const MOST = 6;
/** What keeps the machine busy at first may be another file that begins: it is measured again. */
const MOST_TRIES = 5;
const PAUSE_MS = 2_000;

const body = JSON.stringify(Array.from({ length: 4_000 }, (_, index) => ({ index, text: `row ${index}` })));

function compute(): void {
  for (let turn = 0; turn < 4; turn++)
    createHash('sha256')
      .update(JSON.stringify(JSON.parse(body)))
      .digest();
}

async function msOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** By how much a fixed computation, a timer or a round trip is slower than on the reference at most; at least 1. */
async function measure(): Promise<{ scale: number; told: string }> {
  const server = createServer((_req, res) => void res.end('answer')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const pieces: Record<keyof typeof REFERENCE, () => unknown> = {
    processor: compute,
    timer: () => wait(5),
    loopback: async () => (await fetch(`http://127.0.0.1:${port}`)).text(),
  };
  const total = { processor: 0, timer: 0, loopback: 0 };
  const names = Object.keys(REFERENCE) as (keyof typeof REFERENCE)[];
  // The first rounds are of code that is not yet compiled.
  for (let round = -3; round < ROUNDS; round++) {
    for (const name of names) {
      const ms = await msOf(pieces[name]);
      if (round >= 0) total[name] += ms;
    }
  }
  server.close();
  server.closeAllConnections();
  const ratios = names.map((name) => total[name] / ROUNDS / REFERENCE[name]);
  const told = names.map((name, index) => `${name} ${ratios[index]?.toFixed(1)}`).join(', ');
  return { scale: Math.max(1, ...ratios), told };
}

async function measureWhenCalm(): Promise<{ scale: number; told: string }> {
  for (let tries = 1; ; tries++) {
    const measured = await measure();
    if (measured.scale <= MOST || tries === MOST_TRIES) return measured;
    await wait(PAUSE_MS);
  }
}

const { scale, told } = await measureWhenCalm();
console.log(`Times are scaled by ${scale.toFixed(1)} (${told}, where an idle machine has 1)`);
if (scale > MOST) {
  throw new Error(`This machine is too busy or too slow for tests of time: ${told}, at most ${MOST}`);
}

/** The limit here and now, from that on the reference machine. */
export function scaled(ms: number): number {
  return ms * scale;
}

/**
 * Milliseconds that this computation takes on the reference machine. A processor can change its speed within a second, so
 * each round is judged by the fixed computation just before and after it, and the median round counts. The first rounds
 * are of code that is not yet compiled, as it is in a server.
 */
export async function referenceMs(
  work: () => unknown,
  { rounds = 9, warmUps = 3 }: { rounds?: number; warmUps?: number } = {},
): Promise<number> {
  for (let round = 0; round < warmUps; round++) await work();
  const ratios: number[] = [];
  let before = await msOf(compute);
  for (let round = 0; round < rounds; round++) {
    const ms = await msOf(work);
    const after = await msOf(compute);
    ratios.push(ms / ((before + after) / 2));
    before = after;
  }
  return quantile(ratios, 0.5) * REFERENCE.processor;
}
