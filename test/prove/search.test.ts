import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppProcess, startApp } from './app-process.ts';
import { searchForPlanted } from './control.ts';
import { searchHeap } from './heap.ts';
import { canReadMemory, searchMemory } from './memory.ts';
import { createNeedles, type Needles } from './needles.ts';

const AMOUNT = 7_654_321.09;

let folder: string;
let app: AppProcess;
let needles: Needles;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-search-'));
  needles = createNeedles('Zaunkoenig8842');
  needles.hear(`{"amount":${AMOUNT}}`);
  const script = path.join(import.meta.dirname, 'empty-process.mjs');
  app = await startApp({ script, flags: [], env: {}, folder });
});
afterEach(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function heapOf() {
  const file = path.join(folder, 'test.heapsnapshot');
  await app.ask('collect');
  await app.ask('snapshot', { file });
  return searchHeap(file, needles);
}

function plant(kind: string): Promise<void> {
  const base64 = Buffer.from('Zaunkoenig8842 planted').toString('base64');
  return app.ask('plant', { kind, base64, number: AMOUNT });
}

describe('the search of a heap', () => {
  it('finds nothing in a process that keeps nothing', async () => {
    const { values, finds } = await heapOf();
    expect(values).toBeGreaterThan(10_000);
    expect(finds).toEqual([]);
  });

  it.each(['string', 'slice', 'closure', 'timer', 'number'])(
    'finds a kept %s, and who keeps it',
    async (kind) => {
      await plant(kind);
      const { finds } = await heapOf();
      expect(finds.length).toBeGreaterThan(0);
      expect(finds[0]?.kind).toBe(kind === 'number' ? 'amount' : 'text');
      expect(finds[0]?.keptBy).not.toBe('');
    },
  );

  it('cannot see into a Buffer, which is why memory is searched too', async () => {
    await plant('buffer');
    expect((await heapOf()).finds).toEqual([]);
  });
});

describe.runIf(canReadMemory)('the search of memory', () => {
  it('finds nothing in a process that was told nothing', () => {
    expect(searchMemory(app.pid, needles).filter(({ kind }) => kind === 'text')).toEqual([]);
  });

  it('finds a kept Buffer', async () => {
    await plant('buffer');
    await app.ask('collect');
    expect(searchMemory(app.pid, needles).some(({ text }) => text.includes('planted'))).toBe(true);
  });

  it('finds a kept double', async () => {
    await plant('number');
    expect(searchMemory(app.pid, needles)).toContainEqual({ kind: 'amount', text: `the double ${AMOUNT}` });
  });
});

it('the control sees every leak that it plants', async () => {
  const { planted, missed } = await searchForPlanted({
    app,
    needles,
    folder,
    straceLog: '',
    appFolder: folder,
  });
  expect(planted).toContain('closure');
  expect(missed).toEqual([]);
});
