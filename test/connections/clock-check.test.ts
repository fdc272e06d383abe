import { beforeEach, expect, it } from 'vitest';
import { type ClockCheck, createClockCheck } from '../../src/connections/clock-check.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);

let told: number[];
let uptimeMs: number;
let clocksAgree: ClockCheck;
beforeEach(() => {
  told = [];
  uptimeMs = 1_000_000;
  clocksAgree = createClockCheck({
    onDifference: (seconds) => void told.push(seconds),
    uptimeMs: () => uptimeMs,
  });
});

it.each([0, 1, -1, 300, -300])('believes a clock that is %d s ahead of Plaid’s', (seconds) => {
  expect(clocksAgree(after(seconds), NOON)).toBe(true);
  expect(told).toEqual([]);
});

it.each([301, -301, 3_600, 40 * 86_400, -40 * 86_400])(
  'does not believe a clock that is %d s ahead, and tells so',
  (seconds) => {
    expect(clocksAgree(after(seconds), NOON)).toBe(false);
    expect(told).toEqual([seconds]);
  },
);

it('believes our clock where Plaid says no time', () => {
  expect(clocksAgree(NOON, null)).toBe(true);
});

it('tells of a difference once a minute, whatever our clock is set to meanwhile', () => {
  for (const seconds of [400, 40 * 86_400, -9_000]) clocksAgree(after(seconds), NOON);
  expect(told).toEqual([400]);
  uptimeMs += 59_999;
  clocksAgree(after(500), NOON);
  expect(told).toEqual([400]);
  uptimeMs += 1;
  clocksAgree(after(600), NOON);
  expect(told).toEqual([400, 600]);
});

it('goes by the time since the process began, unless told otherwise', () => {
  const check = createClockCheck({ onDifference: (seconds) => void told.push(seconds) });
  check(after(400), NOON);
  check(after(500), NOON);
  expect(told).toEqual([400]);
});
