/**
 * `npm run prove`: the production bundle answers some hundred views full of canaries and every route of its router, and
 * keeps nothing of them, neither right after the answers nor later. It runs as each Blueprint runs it on Render. Beside
 * them, its memory does not grow with the number of people. `npm run prove -- growth` proves one part.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Deployment, readDeployment } from './deployment.ts';
import { growthRows, measureGrowth } from './growth.ts';
import { rowsOf, tableOf } from './report.ts';
import { type RunFigures, runOnce } from './run.ts';
import { startStores } from './stores.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SCRIPT = path.join(ROOT, 'dist', 'server.js');
const PEOPLE = 20;
/** What may be left in raw memory when src/web/memory.ts has overwritten what was freed. */
const IN_FREED_MEMORY = { tokens: 0, fragments: 20 };
/** Too many names in freed memory can be chance once; in two runs in a row they are a fault. Tokens are never allowed. */
const TRIES = 2;

if (!existsSync(SCRIPT)) throw new Error('There is no bundle yet: npm run build');
const alone = readDeployment('render.yaml');
const hybrid = readDeployment('.render/hybrid.yaml');

/** Each a process of its own: one must not wait, right after an answer, while another reads a snapshot of 30 MB. */
const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  hybrid: () =>
    proveRun('As .render/hybrid.yaml runs it, with Redis and PostgreSQL', hybrid, { hasStores: true }),
  alone: () => proveRun('As render.yaml runs it', alone, { hasStores: false }),
  growth: proveGrowth,
};
/** More would have to wait for each other on a machine of two cores. */
const AT_ONCE = 2;

const [asked] = process.argv.slice(2);
if (asked !== undefined && !Object.hasOwn(PARTS, asked)) throw new Error(`There is no part ${asked}`);
const isProven = asked === undefined ? await proveAll() : await PARTS[asked]?.();
if (!isProven) process.exitCode = 1;

/** Proves each part in a process of its own, two at a time. */
async function proveAll(): Promise<boolean> {
  const queue = Object.keys(PARTS);
  let areProven = true;
  const inTurn = Array.from({ length: AT_ONCE }, async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      if (!(await proveApart(part))) areProven = false;
    }
  });
  await Promise.all(inTurn);
  return areProven;
}

async function proveApart(part: string): Promise<boolean> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, part], {
    stdio: 'inherit',
  });
  process.once('exit', () => child.kill());
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) process.stderr.write(`The part ${part} ended with ${signal ?? code}.\n`);
  return code === 0;
}

/** Prints the figures of a run; false when one of them breaks its limit. */
async function proveRun(
  title: string,
  deployment: Deployment,
  { hasStores }: { hasStores: boolean },
): Promise<boolean> {
  for (let left = TRIES; ; left--) {
    const rows = rowsOf(await runAs(deployment, hasStores), IN_FREED_MEMORY);
    process.stdout.write(tableOf(title, rows));
    const broken = rows.filter(({ isKept }) => !isKept);
    const mayTryAgain = left > 1 && broken.length > 0 && broken.every(({ isStray }) => isStray);
    if (!mayTryAgain) return broken.length === 0;
    process.stdout.write('  Tried once more: only names and amounts in freed memory were too many.\n');
  }
}

async function runAs({ flags, env }: Deployment, hasStores: boolean): Promise<RunFigures> {
  const stores = hasStores ? await startStores() : null;
  try {
    return await runOnce({ root: ROOT, flags, env, stores, people: PEOPLE, isControlled: true });
  } finally {
    await stores?.close();
  }
}

/** Prints the memory held after some people and after many; false when it grows with them. */
async function proveGrowth(): Promise<boolean> {
  const rows = growthRows(await measureGrowth({ script: SCRIPT, flags: alone.flags }));
  process.stdout.write(tableOf('With two hundred people', rows));
  return rows.every((row) => row.isKept);
}
