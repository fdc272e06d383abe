/**
 * `npm run prove`: the production bundle answers some hundred views full of canaries and every route of its router, and
 * keeps nothing of them, neither right after the answers nor later. It runs as each Blueprint runs it on Render. Last,
 * its memory does not grow with the number of people.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
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

/** Each a process of its own, so that none of them waits for another when it looks right after an answer. */
const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  alone: () => proveRun('As render.yaml runs it', alone, { hasStores: false }),
  hybrid: () =>
    proveRun('As .render/hybrid.yaml runs it, with Redis and PostgreSQL', hybrid, { hasStores: true }),
  growth: proveGrowth,
};

const asked = PARTS[process.argv[2] ?? ''];
const isProven = asked ? [await asked()] : await Promise.all(Object.keys(PARTS).map(proveApart));
if (isProven.includes(false)) process.exitCode = 1;

/** Proves a part in another process, and prints what it says when it is done. */
async function proveApart(part: string): Promise<boolean> {
  const words = [...process.execArgv, import.meta.filename, part];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  process.stdout.write(output);
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
