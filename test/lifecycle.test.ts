/** A thousand Items from linking to removal: however each is left, Plaid holds none after its expiry. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../src/emulator/emulator.ts';
import type { Client } from './support/client.ts';
import { giveBank } from './support/give-bank.ts';
import { BEYOND_REACH, daysOf, OUTCOMES, type Outcome } from './support/outcomes.ts';
import { banksOf } from './support/pages.ts';
import { newKey, startTestApp } from './support/test-app.ts';
import { unwrap } from './support/unwrap.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENCRYPTION_KEYS = newKey();

interface Life {
  readonly outcome: Outcome;
  readonly client: Client;
  readonly itemId: string;
  readonly slot: string;
}

let time = Date.parse('2026-05-20T12:00:00Z');
const now = () => new Date(time);
const lives: Life[] = [];
const of = (outcome: Outcome) => lives.filter((life) => life.outcome === outcome);

const emulator = await startEmulator({ clock: now });
let app = await startTestApp({ now, emulator, env: { ENCRYPTION_KEYS } });
afterAll(async () => {
  await app.close();
  await emulator.close();
});

/** What the app does when a bank is linked, without a visit to Plaid's pages. */
async function link(outcome: Outcome): Promise<void> {
  const { gateway, expirySchedule, webhooks } = app.services;
  const expiresAt = new Date(time + daysOf(outcome) * DAY_MS);
  const userId = (await unwrap(gateway.createUser(randomUUID()))) ?? '';
  expirySchedule.note(userId, expiresAt);
  const webhook = webhooks.addressFor(app.url, { userId, expiresAt }) ?? '';
  const client = app.newClient();
  const tellsNews = !outcome.includes('silent');
  const slot = giveBank(app, client, {
    institutionId: 'ins_900006',
    person: 'student',
    userId,
    expiresAt,
    ...(tellsNews ? { webhook } : {}),
  });
  lives.push({ outcome, client, slot, itemId: emulator.control.items().at(-1)?.id ?? '' });
}

async function pass(hours: number): Promise<void> {
  time += hours * HOUR_MS;
  await emulator.control.tick();
  await app.services.expirySchedule.sweep();
}

/** Restarts the app with the same address and keys; its memory is lost. */
async function restart(): Promise<void> {
  const { port } = new URL(app.url);
  await app.close();
  // Until fetch has noticed that its connections are closed.
  await pause(200);
  app = await startTestApp({ now, emulator, env: { ENCRYPTION_KEYS, PORT: port } });
}

async function each(outcome: Outcome, act: (life: Life) => Promise<unknown>): Promise<void> {
  for (const life of of(outcome)) await act(life);
}

/** How many Items Plaid still holds, by outcome. */
function left(): Partial<Record<Outcome, number>> {
  const live = new Set(emulator.control.items().map(({ id }) => id));
  const counts = Object.keys(OUTCOMES).map((outcome) => [
    outcome,
    of(outcome as Outcome).filter(({ itemId }) => live.has(itemId)).length,
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

describe('a thousand Items', () => {
  beforeAll(async () => {
    for (const [outcome, count] of Object.entries(OUTCOMES)) {
      for (let i = 0; i < count; i += 1) await link(outcome as Outcome);
    }
  }, 120_000);

  it('are all there at first', () => {
    expect(lives).toHaveLength(1000);
    expect(left()).toEqual(OUTCOMES);
  });

  it('are removed when they expire, but for those that nobody can reach any more', async () => {
    await pass(1);
    await each('logged out', ({ client }) => client.post('/logout'));
    await each('extended', ({ client, slot }) => client.post(`/banks/${slot}/extend`, { lifetime: '30' }));
    expect(left()['logged out']).toBeUndefined();

    await pass(23.5);
    expect(left()['expired before the restart; Plaid is silent']).toBeUndefined();
    await restart();
    await each('expired after the restart, seen in between; Plaid is silent', ({ client }) =>
      client.get('/privacy'),
    );
    for (let day = 0; day < 9; day += 1) await pass(24);
    const comesBack = 'expired after the restart, and the browser comes back; Plaid is silent';
    expect(left()[comesBack]).toBe(OUTCOMES[comesBack]);
    await each(comesBack, ({ client }) => client.get('/'));

    expect(left()).toEqual({
      extended: OUTCOMES.extended,
      'still in its time': OUTCOMES['still in its time'],
      // Beyond reach without Redis, as docs/connections.md says.
      [BEYOND_REACH]: OUTCOMES[BEYOND_REACH],
    });
  }, 240_000);

  it('are never removed twice', () => {
    const removals = emulator.control.calls().filter(({ path }) => path === '/item/remove');
    expect(removals).toHaveLength(OUTCOMES['logged out']);
    expect(new Set(removals.map(({ itemId }) => itemId)).size).toBe(removals.length);
  });

  it('that have not expired are shown in their browsers', async () => {
    for (const outcome of ['extended', 'still in its time'] as const) {
      const [{ client } = { client: app.newClient() }] = of(outcome);
      expect(banksOf(await client.get('/banks'))).toHaveLength(1);
    }
  });

  it('that nobody can reach are removed when their browsers come back', async () => {
    await each(BEYOND_REACH, ({ client }) => client.get('/'));
    expect(left()[BEYOND_REACH]).toBeUndefined();
  });
});
