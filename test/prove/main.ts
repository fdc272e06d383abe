/**
 * `npm run prove`: the production bundle serves a few hundred views full of canaries and every route of its router, and
 * holds nothing of them: not right after the answers, and not later. It runs as each Blueprint runs it on Render. Last,
 * what it holds does not grow with the number of people.
 */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Deployment, readDeployment } from './deployment.ts';
import { growthRows, measureGrowth } from './growth.ts';
import { type LifeFigures, liveOnce } from './life.ts';
import { rowsOf, tableOf } from './report.ts';
import { startStores } from './stores.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SCRIPT = path.join(ROOT, 'dist', 'server.js');
const PEOPLE = 20;
/** What may be left in memory once src/web/memory.ts has overwritten what was freed. */
const IN_FREED_MEMORY = { tokens: 0, fragments: 20 };
/** A stray name now and then is known; in two lives in a row it is a fault. Tokens are allowed in none. */
const TRIES = 2;

if (!existsSync(SCRIPT)) throw new Error('There is no bundle to prove anything about: npm run build');
const alone = readDeployment('render.yaml');
const hybrid = readDeployment('.render/hybrid.yaml');

const isProven = [
  await proveLife('As render.yaml runs it', alone, { hasStores: false }),
  await proveLife('As .render/hybrid.yaml runs it, with Redis and PostgreSQL', hybrid, { hasStores: true }),
  await proveGrowth(),
];
if (isProven.includes(false)) process.exitCode = 1;

/** Prints one life's figures; false when one of them breaks its limit. */
async function proveLife(
  title: string,
  deployment: Deployment,
  { hasStores }: { hasStores: boolean },
): Promise<boolean> {
  for (let left = TRIES; ; left--) {
    const rows = rowsOf(await liveIn(deployment, hasStores), IN_FREED_MEMORY);
    process.stdout.write(tableOf(title, rows));
    const broken = rows.filter(({ isKept }) => !isKept);
    const mayTryAgain = left > 1 && broken.length > 0 && broken.every(({ isStray }) => isStray);
    if (!mayTryAgain) return broken.length === 0;
    process.stdout.write('  Tried once more: only names and amounts in freed memory were too many.\n');
  }
}

async function liveIn({ flags, env }: Deployment, hasStores: boolean): Promise<LifeFigures> {
  const stores = hasStores ? await startStores() : null;
  try {
    return await liveOnce({ root: ROOT, flags, env, stores, people: PEOPLE, isControlled: true });
  } finally {
    await stores?.close();
  }
}

/** Prints what is held after some people and after many; false when it grows with them. */
async function proveGrowth(): Promise<boolean> {
  const rows = growthRows(await measureGrowth({ script: SCRIPT, flags: alone.flags }));
  process.stdout.write(tableOf('With a hundred people', rows));
  return rows.every((row) => row.isKept);
}
