/** Whether the memory that the process holds grows with the number of people it has served. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { startApp } from './app-process.ts';
import type { Row } from './report.ts';

export interface GrowthOptions {
  readonly script: string;
  /** For node. */
  readonly flags: readonly string[];
}

export interface GrowthFigures {
  /** What is held after FEW people and after MANY, in bytes. */
  readonly heldAfterFew: number;
  readonly heldAfterMany: number;
  readonly failed: number;
}

const FEW = 20;
const MANY = 200;
const AT_ONCE = 5;
/** Compiled code takes a megabyte more or less each time; without it only data can grow. */
const WITHOUT_COMPILED_CODE = ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-flush-bytecode'];
/** A person has an entry in the expiry store. Their bank's answers take a hundred times as much. */
const MOST_BYTES_A_PERSON = 2 * 1024;
/** The least of several counts: now and then some hundred KiB of garbage are not collected at once. */
const COUNTS = 3;
const PAUSE_MS = 700;
const BANKS = ['ins_900001', 'ins_900002', 'ins_900005', 'ins_900006'];
const PERSONS = ['couple', 'student'];
const PAGES = ['/dashboard', '/transactions.csv?days=90'];

/** Serves people, each with a bank of their own and none logging out; takes the figures after FEW and after MANY. */
export async function measureGrowth({ script, flags }: GrowthOptions): Promise<GrowthFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-growth-'));
  const emulator = await startEmulator();
  const env = {
    PLAID_CLIENT_ID: 'proof',
    PLAID_SECRET: 'proof-secret',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    LIVE_BALANCES: 'view',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
  };
  const app = await startApp({ script, flags: [...flags, ...WITHOUT_COMPILED_CODE], folder, env });
  let served = 0;
  let failed = 0;

  async function heldAfter(people: number): Promise<number> {
    const inTurn = Array.from({ length: AT_ONCE }, async () => {
      while (served < people) failed += await serve(new Client(app.url), served++);
    });
    await Promise.all(inTurn);
    const counts: number[] = [];
    for (let left = COUNTS; left > 0; left--) {
      await wait(PAUSE_MS);
      counts.push(await app.ask<number>('held'));
    }
    return Math.min(...counts);
  }
  try {
    const heldAfterFew = await heldAfter(FEW);
    return { heldAfterFew, heldAfterMany: await heldAfter(MANY), failed };
  } finally {
    await app.stop();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One person's visit: how many of its pages failed. */
async function serve(client: Client, index: number): Promise<number> {
  await linkBank(client, {
    bank: BANKS[index % BANKS.length] ?? '',
    person: PERSONS[index % PERSONS.length] ?? '',
  });
  let failed = 0;
  for (const page of PAGES) if ((await client.get(page)).status !== 200) failed += 1;
  return failed;
}

/** The rows of the table. */
export function growthRows({ heldAfterFew, heldAfterMany, failed }: GrowthFigures): Row[] {
  const kib = (bytes: number) => `${Math.round(bytes / 1024).toLocaleString('en')} KiB`;
  const aPerson = (heldAfterMany - heldAfterFew) / (MANY - FEW);
  return [
    { what: 'views that failed', figure: `${failed}`, limit: '0', isKept: failed === 0 },
    { what: `held after ${FEW} people`, figure: kib(heldAfterFew), limit: '', isKept: true },
    { what: `held after ${MANY} people`, figure: kib(heldAfterMany), limit: '', isKept: true },
    {
      what: 'held for one person more',
      figure: `${Math.round(aPerson).toLocaleString('en')} bytes`,
      limit: `at most ${MOST_BYTES_A_PERSON.toLocaleString('en')}`,
      isKept: aPerson <= MOST_BYTES_A_PERSON,
    },
  ];
}
