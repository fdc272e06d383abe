/** The search finds what a process keeps, in every form, and nothing in a process that keeps nothing. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startApp } from './app-process.ts';
import { createCanaries, type Find } from './canaries.ts';
import { LEAKS, plantLeak } from './control.ts';
import { type LiveSearch, learnOwnNumbers, searchLive } from './live.ts';
import { canReadMemory, searchMemory } from './memory.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-search-'));
const canaries = createCanaries('Zaunkoenig8842');
const script = path.join(import.meta.dirname, 'empty-process.mjs');
const app = await startApp({ script, flags: [], env: {}, folder });
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

function live(): Promise<LiveSearch> {
  return searchLive({ app, canaries, folder: path.join(folder, 'live') });
}

const plant = (kind: string) => plantLeak(app, canaries, kind);

const CLEARS_ITSELF = 'a cache that clears itself after two seconds';
const inLife = Object.keys(LEAKS).filter(
  (kind) => LEAKS[kind]?.[0] === 'live' && LEAKS[kind]?.[1] !== 'answer' && kind !== CLEARS_ITSELF,
);

describe('the search of what is reachable', () => {
  it('looks at every text, number and buffer, and finds nothing where nothing is kept', async () => {
    const { texts, numbers, bytes, finds } = await live();
    expect(texts).toBeGreaterThan(10_000);
    expect(numbers).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(1_000);
    expect(finds).toEqual([]);
  });

  it('does not find numbers that it has learnt as the process’s own, and finds a later one', async () => {
    const kind = 'an array of small integers';
    const isFound = async (isIt: (find: Find) => boolean) => (await live()).finds.some(isIt);
    const isFirst = await plant(kind);
    expect(await isFound(isFirst)).toBe(true);
    await learnOwnNumbers({ app, canaries, folder: path.join(folder, 'own') });
    const isSecond = await plant(kind);
    expect([await isFound(isFirst), await isFound(isSecond)]).toEqual([false, true]);
  });

  it('finds a leak of every kind that is planted', async () => {
    expect(inLife.length).toBeGreaterThan(14);
    const planted = new Map<string, (find: Find) => boolean>();
    for (const kind of inLife) planted.set(kind, await plant(kind));
    const { finds } = await live();
    expect(inLife.filter((kind) => !finds.some(planted.get(kind) ?? (() => false)))).toEqual([]);
  });

  it('finds what is deleted after two seconds, and finds it no more when it is', async () => {
    const isIt = await plant(CLEARS_ITSELF);
    expect((await live()).finds.filter(isIt).length).toBeGreaterThan(0);
    await expect.poll(async () => (await live()).finds.filter(isIt), { timeout: 15_000 }).toEqual([]);
  });

  it('finds an answer without a canary by pieces that are in no file of the program', async () => {
    await app.ask('plant', { kind: 'the next answer', text64: '', token64: '', minor: 0 });
    canaries.learnAnswer(await (await fetch(app.url)).text());
    expect((await live()).finds).toContainEqual(expect.objectContaining({ kind: 'answer' }));
  });
});

describe.skipIf(!canReadMemory)('the search of memory, which can be read only on Linux', () => {
  it('finds a token outside of V8, which the search of what is reachable cannot find', async () => {
    const isIt = await plant('a key outside of V8');
    await app.ask('collect');
    expect(searchMemory(app.pid, canaries).some(isIt)).toBe(true);
    expect((await live()).finds.some(isIt)).toBe(false);
  });
});
