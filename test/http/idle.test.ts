import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wipeWhenIdle } from '../../src/http/idle.ts';

const IDLE_MS = 1_000;
/** A second and all three rounds. */
const WHOLE_MS = 2_000;

const collect = vi.fn();
let ask: (url?: string) => EventEmitter;
beforeEach(() => {
  vi.useFakeTimers();
  collect.mockReset();
  const server = createServer();
  wipeWhenIdle(server, collect);
  ask = (url = '/dashboard') => {
    const res = new EventEmitter();
    server.emit('request', { url }, res);
    return res;
  };
});
afterEach(() => {
  vi.useRealTimers();
});

it('wipes a second after the last answer, and not before', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS - 1);
  expect(collect).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(collect).toHaveBeenCalled();
});

it('overwrites after each of three collections what V8’s young generation may hold: twice 16 MiB', () => {
  let bytes = 0;
  const filled: number[] = [];
  collect.mockImplementation(() => void filled.push(bytes));
  const fill = vi.spyOn(Array.prototype, 'fill').mockImplementation(function (this: unknown[]) {
    bytes += this.length * 8;
    return this;
  });
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  fill.mockRestore();
  const rounds = [...filled, bytes].map((sum, round, sums) => sum - (sums[round - 1] ?? 0)).slice(1);
  expect(rounds).toHaveLength(3);
  for (const round of rounds) expect(round).toBeGreaterThanOrEqual(2 * 16 * 2 ** 20);
});

it('wipes once for each time of rest', () => {
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  const once = collect.mock.calls.length;
  expect(once).toBe(3);
  vi.advanceTimersByTime(100 * IDLE_MS);
  expect(collect).toHaveBeenCalledTimes(once);
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  expect(collect).toHaveBeenCalledTimes(2 * once);
});

it('wipes no further when somebody comes between two rounds', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS);
  expect(collect).toHaveBeenCalledTimes(1);
  const again = ask();
  vi.advanceTimersByTime(WHOLE_MS);
  expect(collect).toHaveBeenCalledTimes(1);
  again.emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  expect(collect).toHaveBeenCalledTimes(4);
});

it('leaves memory alone while anybody is being served', () => {
  const slow = ask();
  ask().emit('close');
  vi.advanceTimersByTime(10 * IDLE_MS);
  expect(collect).not.toHaveBeenCalled();
  slow.emit('close');
  vi.advanceTimersByTime(IDLE_MS);
  expect(collect).toHaveBeenCalled();
});

it('waits anew when somebody comes back within the second', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS - 1);
  const again = ask();
  vi.advanceTimersByTime(IDLE_MS);
  expect(collect).not.toHaveBeenCalled();
  again.emit('close');
  vi.advanceTimersByTime(IDLE_MS);
  expect(collect).toHaveBeenCalled();
});

it('does not count the host that asks whether we live', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS / 2);
  ask('/healthz').emit('close');
  vi.advanceTimersByTime(IDLE_MS / 2);
  expect(collect).toHaveBeenCalled();
});
