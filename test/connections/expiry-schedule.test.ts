import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createExpirySchedule, type ExpirySchedule } from '../../src/connections/expiry-schedule.ts';
import { createExpiryStore } from '../../src/connections/expiry-store.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const NOTHING_LEFT = { ok: true, value: null } as const;
const DOWN = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
const at = (minutes: number) => new Date(NOON + minutes * 60_000);

let now: Date;
let ended: string[];
let endExpired: (userId: string, expiresAt: Date) => Promise<Result<Date | null>>;
let register: ExpirySchedule;
beforeEach(() => {
  now = at(0);
  ended = [];
  endExpired = async () => NOTHING_LEFT;
  register = open();
});
afterEach(() => register.close());

function open(capacity = 10): ExpirySchedule {
  return createExpirySchedule({
    now: () => now,
    endExpired: (userId, expiresAt) => {
      ended.push(`${userId} ${expiresAt.toISOString().slice(11, 16)}`);
      return endExpired(userId, expiresAt);
    },
    expiryStore: createExpiryStore(capacity),
  });
}

it('ends everyone whose time has come, once, and nobody else', async () => {
  register.note('a', at(10));
  register.note('b', at(20));
  await register.sweep();
  now = at(10);
  await register.sweep();
  await register.sweep();
  expect(ended).toEqual(['a 12:10']);
});

it('holds on to the later of two ends, in whatever order they are noted', async () => {
  for (const minutes of [10, 30, 20]) register.note('a', at(minutes));
  now = at(29);
  await register.sweep();
  expect(ended).toEqual([]);
  now = at(30);
  await register.sweep();
  expect(ended).toEqual(['a 12:30']);
});

it('tries again what has failed, without keeping the others waiting', async () => {
  endExpired = async (userId) => (userId === 'a' ? DOWN : NOTHING_LEFT);
  register.note('a', at(0));
  register.note('b', at(0));
  await register.sweep();
  endExpired = async () => NOTHING_LEFT;
  await register.sweep();
  await register.sweep();
  expect(ended).toEqual(['a 12:00', 'b 12:00', 'a 12:00']);
});

it('comes back when what was spared ends', async () => {
  endExpired = async () => ({ ok: true, value: at(60) });
  register.note('a', at(0));
  await register.sweep();
  await register.sweep();
  endExpired = async () => NOTHING_LEFT;
  now = at(60);
  await register.sweep();
  expect(ended).toEqual(['a 12:00', 'a 13:00']);
});

it('forgets whom it is told to', async () => {
  register.note('a', at(0));
  register.forget('a');
  await register.sweep();
  expect(ended).toEqual([]);
});

it('ends someone at once, with the later end that it knows of', async () => {
  register.note('a', at(30));
  await register.end('a', at(0));
  expect(ended).toEqual(['a 12:30']);
});

it('shares what is under way between those who ask for it at the same time', async () => {
  let finish: (next: typeof NOTHING_LEFT) => void = () => {};
  endExpired = () => new Promise((resolve) => (finish = resolve));
  const both = Promise.all([register.end('a', at(0)), register.end('a', at(0))]);
  finish(NOTHING_LEFT);
  expect(await both).toEqual([true, true]);
  expect(ended).toEqual(['a 12:00']);
});

it('tells whoever asked that it failed, and keeps it for the next sweep', async () => {
  endExpired = async () => DOWN;
  expect(await register.end('a', at(0))).toBe(false);
  endExpired = async () => NOTHING_LEFT;
  await register.sweep();
  expect(ended).toEqual(['a 12:00', 'a 12:00']);
});

it('holds no more than it has room for, and takes the others later', async () => {
  register.close();
  register = open(2);
  for (const userId of ['a', 'b', 'c']) register.note(userId, at(0));
  await register.sweep();
  expect(ended).toEqual(['a 12:00', 'b 12:00']);
  register.note('c', at(0));
  await register.sweep();
  expect(ended).toContain('c 12:00');
});

it('sweeps by itself once a minute until it is closed', async () => {
  vi.useFakeTimers();
  const timed = open();
  timed.note('a', at(0));
  await vi.advanceTimersByTimeAsync(60_000);
  timed.note('b', at(0));
  timed.close();
  await vi.advanceTimersByTimeAsync(120_000);
  vi.useRealTimers();
  expect(ended).toEqual(['a 12:00']);
});
