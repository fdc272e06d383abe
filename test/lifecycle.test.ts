/** The whole life of a thousand banks: however each of them is left, Plaid holds no Item past its time. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import type { Browser } from './support/browser.ts';
import { BEYOND_REACH, daysOf, FATES, type Fate } from './support/fates.ts';
import { giveBank } from './support/give-bank.ts';
import { type House, newKey, openHouse } from './support/house.ts';
import { unwrap } from './support/unwrap.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENCRYPTION_KEYS = newKey();

interface Life {
  readonly fate: Fate;
  readonly visitor: Browser;
  readonly itemId: string;
  readonly slot: string;
}

let emulator: Emulator;
let house: House;
let time = Date.parse('2026-05-20T12:00:00Z');
const now = () => new Date(time);
const lives: Life[] = [];
const of = (fate: Fate) => lives.filter((life) => life.fate === fate);

beforeAll(async () => {
  emulator = await startEmulator({ clock: now });
  house = await openHouse({ now, emulator, env: { ENCRYPTION_KEYS } });
});
afterAll(async () => {
  await house.close();
  await emulator.close();
});

/** What the app does when a bank is linked, without the thousand visits to Plaid's pages. */
async function link(fate: Fate): Promise<void> {
  const { gateway, expirySchedule, webhooks } = house.services;
  const expiresAt = new Date(time + daysOf(fate) * DAY_MS);
  const userId = (await unwrap(gateway.createUser(randomUUID()))) ?? '';
  expirySchedule.note(userId, expiresAt);
  const webhook = webhooks.addressFor(house.url, { userId, expiresAt }) ?? '';
  const visitor = house.visitor();
  const tellsNews = !fate.includes('silent');
  const slot = giveBank(house, visitor, {
    institutionId: 'ins_900006',
    person: 'student',
    userId,
    expiresAt,
    ...(tellsNews ? { webhook } : {}),
  });
  lives.push({ fate, visitor, slot, itemId: emulator.control.items().at(-1)?.id ?? '' });
}

async function pass(hours: number): Promise<void> {
  time += hours * HOUR_MS;
  await emulator.control.tick();
  await house.services.expirySchedule.sweep();
}

/** The same address and keys, and an empty memory. */
async function restart(): Promise<void> {
  const { port } = new URL(house.url);
  await house.close();
  // By then the browsers have noticed that their connections are closed.
  await pause(200);
  house = await openHouse({ now, emulator, env: { ENCRYPTION_KEYS, PORT: port } });
}

async function each(fate: Fate, act: (life: Life) => Promise<unknown>): Promise<void> {
  for (const life of of(fate)) await act(life);
}

/** How many Items Plaid still holds, by fate. */
function left(): Partial<Record<Fate, number>> {
  const live = new Set(emulator.control.items().map(({ id }) => id));
  const counts = Object.keys(FATES).map((fate) => [
    fate,
    of(fate as Fate).filter(({ itemId }) => live.has(itemId)).length,
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

describe('a thousand banks', () => {
  beforeAll(async () => {
    for (const [fate, count] of Object.entries(FATES)) {
      for (let i = 0; i < count; i += 1) await link(fate as Fate);
    }
  }, 120_000);

  it('are all there at first', () => {
    expect(lives).toHaveLength(1000);
    expect(left()).toEqual(FATES);
  });

  it('are ended on time, but for those that nobody can reach any more', async () => {
    await pass(1);
    await each('logged out', ({ visitor }) => visitor.post('/logout'));
    await each('extended', ({ visitor, slot }) => visitor.post(`/banks/${slot}/extend`, { lifetime: '30' }));
    expect(left()['logged out']).toBeUndefined();

    await pass(23.5);
    expect(left()['expired before the restart; Plaid is silent']).toBeUndefined();
    await restart();
    await each('expired after the restart, seen in between; Plaid is silent', ({ visitor }) =>
      visitor.get('/privacy'),
    );
    for (let day = 0; day < 9; day += 1) await pass(24);
    const comesBack = 'expired after the restart, and the browser comes back; Plaid is silent';
    expect(left()[comesBack]).toBe(FATES[comesBack]);
    await each(comesBack, ({ visitor }) => visitor.get('/'));

    expect(left()).toEqual({
      extended: FATES.extended,
      'still in its time': FATES['still in its time'],
      // Beyond reach without Redis, as docs/connections.md says.
      [BEYOND_REACH]: FATES[BEYOND_REACH],
    });
  }, 240_000);

  it('never were asked to be ended twice', () => {
    const removals = emulator.control.calls().filter(({ path }) => path === '/item/remove');
    expect(removals).toHaveLength(FATES['logged out']);
    expect(new Set(removals.map(({ itemId }) => itemId)).size).toBe(removals.length);
  });

  it('that are left are shown to their owners', async () => {
    for (const fate of ['extended', 'still in its time'] as const) {
      const [{ visitor } = { visitor: house.visitor() }] = of(fate);
      const { page } = await visitor.get('/privacy');
      expect(page('.banks li')).toHaveLength(1);
    }
  });

  it('can still be ended by their owners where nobody else can', async () => {
    await each(BEYOND_REACH, ({ visitor }) => visitor.get('/'));
    expect(left()[BEYOND_REACH]).toBeUndefined();
  }, 60_000);
});
