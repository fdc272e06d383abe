/** One life of the app under proof: visits, silence, and then a search of everything that it could have kept. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type AppProcess, startApp } from './app-process.ts';
import { type ControlFigures, searchForPlanted } from './control.ts';
import { underStrace, writtenFiles } from './files.ts';
import { type HeapSearch, searchHeap } from './heap.ts';
import { canReadMemory, searchMemory } from './memory.ts';
import { createNeedles, type Find, type Needles } from './needles.ts';
import { type PlaidSide, startPlaidSide } from './plaid-side.ts';
import type { Stores } from './stores.ts';
import { type VisitFigures, visitAll } from './visits.ts';

export interface LifeOptions {
  readonly script: string;
  /** For node. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Those that are on. */
  readonly stores: Stores | null;
}

export interface LifeFigures {
  readonly visits: VisitFigures;
  readonly searchedFor: Needles['counts'];
  readonly openSockets: number;
  readonly heap: HeapSearch;
  readonly logBytes: number;
  readonly log: readonly Find[];
  readonly files: readonly string[];
  /** By the name of the store. */
  readonly stored: ReadonlyMap<string, readonly Find[]>;
  /** Null where it cannot be read. */
  readonly memory: readonly Find[] | null;
  readonly control: ControlFigures;
}

/** Longer than the pause after which the app wipes its memory, where it does. */
const SILENCE_MS = 3_000;

/** Lives it to the end; nothing of it is left running. */
export async function liveOnce({ script, flags, env, stores }: LifeOptions): Promise<LifeFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-proof-'));
  const appFolder = path.join(folder, 'app');
  mkdirSync(appFolder);
  const straceLog = path.join(folder, 'strace.log');
  const needles = createNeedles(`Zaunkoenig${randomBytes(6).toString('hex')}`);
  const plaid = await startPlaidSide(needles, folder);
  const app = await startApp({
    script,
    flags,
    folder: appFolder,
    under: underStrace(straceLog),
    env: { ...settingsFor(plaid), ...stores?.env, ...env },
  });
  try {
    const visits = await visitAll({ url: app.url, plaid, needles, mail: stores?.mail ?? null });
    await wait(SILENCE_MS);
    // Memory comes first: writing a heap down leaves copies of everything in it.
    const memory = canReadMemory ? searchMemory(app.pid, needles) : null;
    const found = {
      visits,
      memory,
      searchedFor: needles.counts,
      openSockets: plaid.openSockets(),
      files: writtenFiles(straceLog, appFolder),
      logBytes: app.output().length,
      log: needles.findIn(app.output()),
      stored: await storedIn(stores, needles),
      heap: await heapOf(app, needles, folder),
    };
    return { ...found, control: await searchForPlanted({ app, needles, folder, straceLog, appFolder }) };
  } finally {
    await app.stop();
    await plaid.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function settingsFor(plaid: PlaidSide) {
  return {
    PLAID_CLIENT_ID: 'proof',
    PLAID_SECRET: 'proof-secret',
    PLAID_BASE_URL: plaid.url,
    NODE_EXTRA_CA_CERTS: plaid.certificateFile,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    RATE_LIMIT: '0',
    LOG_LEVEL: 'trace',
  };
}

async function storedIn(stores: Stores | null, needles: Needles): Promise<Map<string, Find[]>> {
  const dumps = [...((await stores?.dumps()) ?? [])];
  return new Map(dumps.map(([name, text]) => [name, needles.findIn(text)]));
}

async function heapOf(app: AppProcess, needles: Needles, folder: string): Promise<HeapSearch> {
  const file = path.join(folder, 'clean.heapsnapshot');
  await app.ask('collect');
  await app.ask('snapshot', { file });
  return searchHeap(file, needles);
}
