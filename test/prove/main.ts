/**
 * `npm run prove`: the production bundle serves a few hundred views full of canaries, and afterwards holds none of them.
 * Once as `npm start` runs it, once with the settings that wipe memory, and once with every store switched on. Last,
 * what it holds does not grow with the number of people.
 */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { growthRows, measureGrowth } from './growth.ts';
import { liveOnce } from './life.ts';
import { findsOf, rowsOf, tableOf } from './report.ts';
import { startStores } from './stores.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const SCRIPT = path.join(ROOT, 'dist', 'server.js');
/** As in the README: free memory is overwritten by the allocator, and by V8 whenever nobody is being served. */
const WIPING = {
  flags: ['--expose-gc', '--clear-free-memory', '--compact-on-every-full-gc'],
  env: { MALLOC_PERTURB_: '165', GLIBC_TUNABLES: 'glibc.malloc.tcache_count=0' },
};
const MOST_FRAGMENTS = 10;
/** A stray value now and then is known; two lives in a row are not. */
const TRIES = 2;

if (!existsSync(SCRIPT)) throw new Error('There is no bundle to prove anything about: npm run build');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const startFlags = String(scripts.start).split(' ').slice(1, -1);

const lives = [
  { title: 'As npm start runs it', flags: startFlags, env: {}, hasStores: false, mostFragments: null },
  { title: 'With the settings that wipe memory', ...WIPING, hasStores: false, mostFragments: MOST_FRAGMENTS },
  {
    title: 'With every store that is here',
    flags: startFlags,
    env: {},
    hasStores: true,
    mostFragments: null,
  },
];
for (const life of lives) if (!(await prove(life))) process.exitCode = 1;
if (!(await proveGrowth())) process.exitCode = 1;

/** Prints what is held after some people and after many; false when it grows with them. */
async function proveGrowth(): Promise<boolean> {
  const rows = growthRows(await measureGrowth({ script: SCRIPT, flags: startFlags }));
  process.stdout.write(tableOf('With a hundred people', rows));
  return rows.every((row) => row.isKept);
}

/** Prints one life's figures; false when one of them breaks its limit. */
async function prove({ title, hasStores, mostFragments, ...how }: (typeof lives)[number]): Promise<boolean> {
  const stores = hasStores ? await startStores() : null;
  try {
    let life = await liveOnce({ script: SCRIPT, stores, ...how });
    for (let tries = 1; tries < TRIES && mostFragments !== null; tries++) {
      if ((life.memory?.length ?? 0) <= mostFragments) break;
      life = await liveOnce({ script: SCRIPT, stores, ...how });
    }
    const rows = rowsOf(life, mostFragments);
    const isKept = rows.every((row) => row.isKept);
    process.stdout.write(tableOf(title, rows));
    if (!isKept) process.stdout.write(`${findsOf(life, mostFragments).join('\n')}\n`);
    return isKept;
  } finally {
    await stores?.close();
  }
}
