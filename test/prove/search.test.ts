/** The search sees what a process keeps, in every form, and nothing in one that keeps nothing. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startApp } from './app-process.ts';
import { createCanaries, type Find } from './canaries.ts';
import { LEAKS } from './control.ts';
import { type LiveSearch, searchLive } from './live.ts';
import { canReadMemory, searchMemory } from './memory.ts';

const CANARY = 'Zaunkoenig8842';

const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-search-'));
const canaries = createCanaries(CANARY);
const script = path.join(import.meta.dirname, 'empty-process.mjs');
const app = await startApp({ script, flags: [], env: {}, folder });
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

function live(): Promise<LiveSearch> {
  return searchLive({ app, canaries, folder: path.join(folder, 'live') });
}

let planted = 0;

/** Plants a leak of this kind; what is to be found of it, and of no other. */
async function plant(kind: string): Promise<(find: Find) => boolean> {
  const minor = 765_432_101 + planted;
  const token = randomUUID();
  const text = `${CANARY} planted ${planted++}.`;
  canaries.hear(`"amount":${minor / 100} access-sandbox-${token}`);
  await app.ask('plant', {
    ...{ kind, minor },
    text64: Buffer.from(text).toString('base64'),
    token64: Buffer.from(token.replaceAll('-', ''), 'hex').toString('base64'),
  });
  const as = LEAKS[kind]?.[1];
  if (as === 'text') return (find) => find.text.includes(text);
  if (as === 'token') return (find) => find.text.includes(token.replaceAll('-', ''));
  return (find) => find.kind === 'amount' && [minor, minor / 100].some((one) => find.text.includes(`${one}`));
}

const CLEARS_ITSELF = 'a cache that clears itself after two seconds';
const inLife = Object.keys(LEAKS).filter(
  (kind) => LEAKS[kind]?.[0] === 'live' && LEAKS[kind]?.[1] !== 'answer' && kind !== CLEARS_ITSELF,
);

describe('the search of what lives', () => {
  it('looks at every text, number and buffer, and finds nothing where nothing is kept', async () => {
    const { texts, numbers, bytes, finds } = await live();
    expect(texts).toBeGreaterThan(10_000);
    expect(numbers).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(1_000);
    expect(finds).toEqual([]);
  });

  it('finds a leak of every kind that is planted', async () => {
    expect(inLife.length).toBeGreaterThan(14);
    const planted = new Map<string, (find: Find) => boolean>();
    for (const kind of inLife) planted.set(kind, await plant(kind));
    const { finds } = await live();
    expect(inLife.filter((kind) => !finds.some(planted.get(kind) ?? (() => false)))).toEqual([]);
  });

  it('finds what is gone two seconds later, and then finds it no more', async () => {
    const isIt = await plant(CLEARS_ITSELF);
    expect((await live()).finds.filter(isIt).length).toBeGreaterThan(0);
    await expect.poll(async () => (await live()).finds.filter(isIt), { timeout: 15_000 }).toEqual([]);
  });

  it('finds an answer that names nobody, by pieces that stand in no file of the program', async () => {
    await app.ask('plant', { kind: 'the next answer', text64: '', token64: '', minor: 0 });
    canaries.hearAnswer(await (await fetch(app.url)).text());
    expect((await live()).finds).toContainEqual(expect.objectContaining({ kind: 'answer' }));
  });
});

describe.skipIf(!canReadMemory)('the search of memory, which can be read only on Linux', () => {
  it('finds a token outside of V8, which no search of what lives can see', async () => {
    const isIt = await plant('a key outside of V8');
    await app.ask('collect');
    expect(searchMemory(app.pid, canaries).some(isIt)).toBe(true);
    expect((await live()).finds.some(isIt)).toBe(false);
  });
});
