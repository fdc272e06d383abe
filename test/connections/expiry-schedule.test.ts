import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ExpiryResult } from '../../src/connections/expire-items.ts';
import { createExpirySchedule, type ExpirySchedule } from '../../src/connections/expiry-schedule.ts';
import { createExpiryStore } from '../../src/connections/expiry-store.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { Result } from '../../src/plaid/gateway.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const NOTHING_LEFT = { ok: true, value: { next: null } } as const;
const CLOCKS_DIFFER = { ok: true, value: 'clocks differ' } as const;
const DOWN = { ok: false, error: new PlaidError({ kind: 'plaid-down', code: 'X' }) } as const;
const at = (minutes: number) => new Date(NOON + minutes * 60_000);

let now: Date;
let removed: string[];
let endExpired: (userId: string, expiresAt: Date) => Promise<Result<ExpiryResult>>;
let schedule: ExpirySchedule;
beforeEach(() => {
  now = at(0);
  removed = [];
  endExpired = async () => NOTHING_LEFT;
  schedule = open();
});
afterEach(() => schedule.close());

function open(capacity = 10): ExpirySchedule {
  return createExpirySchedule({
    now: () => now,
    endExpired: (userId, expiresAt) => {
      removed.push(`${userId} ${expiresAt.toISOString().slice(11, 16)}`);
      return endExpired(userId, expiresAt);
    },
    expiryStore: createExpiryStore(capacity),
  });
}

it('a sweep removes what has expired, once, and nothing else', async () => {
  schedule.note('a', at(10));
  schedule.note('b', at(20));
  await schedule.sweep();
  now = at(10);
  await schedule.sweep();
  await schedule.sweep();
  expect(removed).toEqual(['a 12:10']);
});

it('the latest expiry of a user counts, in whatever order they are noted', async () => {
  for (const minutes of [10, 30, 20]) schedule.note('a', at(minutes));
  now = at(29);
  await schedule.sweep();
  expect(removed).toEqual([]);
  now = at(30);
  await schedule.sweep();
  expect(removed).toEqual(['a 12:30']);
});

it('a removal that fails is tried again in the next sweep, and does not stop the others', async () => {
  endExpired = async (userId) => (userId === 'a' ? DOWN : NOTHING_LEFT);
  schedule.note('a', at(0));
  schedule.note('b', at(0));
  await schedule.sweep();
  endExpired = async () => NOTHING_LEFT;
  await schedule.sweep();
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'b 12:00', 'a 12:00']);
});

it('a user with Items left is swept again at their expiry', async () => {
  endExpired = async () => ({ ok: true, value: { next: at(60) } });
  schedule.note('a', at(0));
  await schedule.sweep();
  await schedule.sweep();
  endExpired = async () => NOTHING_LEFT;
  now = at(60);
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'a 13:00']);
});

it('a user who was forgotten is not swept', async () => {
  schedule.note('a', at(0));
  schedule.forget('a');
  await schedule.sweep();
  expect(removed).toEqual([]);
});

it('the Items of a user can be removed at once, by the latest expiry that was noted', async () => {
  schedule.note('a', at(30));
  await schedule.end('a', at(0));
  expect(removed).toEqual(['a 12:30']);
});

it('simultaneous removals of a user are one', async () => {
  let finish: (next: typeof NOTHING_LEFT) => void = () => {};
  endExpired = () => new Promise((resolve) => (finish = resolve));
  const both = Promise.all([schedule.end('a', at(0)), schedule.end('a', at(0))]);
  finish(NOTHING_LEFT);
  expect(await both).toEqual(['ended', 'ended']);
  expect(removed).toEqual(['a 12:00']);
});

it('a removal at once that fails is reported, and tried again in the next sweep', async () => {
  endExpired = async () => DOWN;
  expect(await schedule.end('a', at(0))).toBe('failed');
  endExpired = async () => NOTHING_LEFT;
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'a 12:00']);
});

it('a user whose id Plaid takes for none is told as such, and is asked about no more', async () => {
  const error = new PlaidError({ kind: 'operator', code: 'INVALID_USER_ID' });
  endExpired = async () => ({ ok: false, error });
  expect(await schedule.end('a', at(0))).toBe('refused');
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00']);
});

it('a sweep asks about nobody else while the clocks differ, and the next one goes on when they agree again', async () => {
  for (const userId of ['a', 'b', 'c']) schedule.note(userId, at(0));
  endExpired = async () => CLOCKS_DIFFER;
  await schedule.sweep();
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'a 12:00']);
  expect(await schedule.end('b', at(0))).toBe('clocks differ');
  removed = [];
  endExpired = async () => NOTHING_LEFT;
  await schedule.sweep();
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'b 12:00', 'c 12:00']);
});

it('a full schedule notes no more users until it has been swept', async () => {
  schedule.close();
  schedule = open(2);
  for (const userId of ['a', 'b', 'c']) schedule.note(userId, at(0));
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'b 12:00']);
  schedule.note('c', at(0));
  await schedule.sweep();
  expect(removed).toContain('c 12:00');
});

it('visits in which nobody has signed in take half of the room at most, and leave it to banks', async () => {
  schedule.close();
  schedule = open(4);
  for (const userId of ['a', 'b', 'c']) schedule.noteVisit(userId, at(0));
  // Somebody has come back from Plaid with a bank, and two others have one already.
  schedule.note('b', at(10));
  schedule.noteVisit('d', at(0));
  schedule.noteVisit('e', at(0));
  schedule.note('f', at(0));
  schedule.note('g', at(0));
  await schedule.sweep();
  expect(removed).toEqual(['a 12:00', 'd 12:00', 'f 12:00']);
  now = at(10);
  schedule.noteVisit('h', at(10));
  schedule.noteVisit('b', at(0));
  await schedule.sweep();
  expect(removed.slice(3)).toEqual(['b 12:10', 'h 12:10']);
});

it('a schedule is swept once a minute until it is closed', async () => {
  vi.useFakeTimers();
  const timed = open();
  timed.note('a', at(0));
  await vi.advanceTimersByTimeAsync(60_000);
  timed.note('b', at(0));
  timed.close();
  await vi.advanceTimersByTimeAsync(120_000);
  vi.useRealTimers();
  expect(removed).toEqual(['a 12:00']);
});
