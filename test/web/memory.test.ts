import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wipeWhenIdle } from '../../src/web/memory.ts';

const IDLE_MS = 1_000;
/** A second and all three rounds. */
const WHOLE_MS = 2_000;

/** Called twice a round: once for every kind of Node. */
const collect = vi.fn();
const rounds = () => collect.mock.calls.filter(([options]) => options === undefined).length;
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
  collect.mockImplementation((options) => void (options ?? filled.push(bytes)));
  const fill = vi.spyOn(Array.prototype, 'fill').mockImplementation(function (this: unknown[]) {
    bytes += this.length * 8;
    return this;
  });
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  fill.mockRestore();
  const byRound = [...filled, bytes].map((sum, round, sums) => sum - (sums[round - 1] ?? 0)).slice(1);
  expect(byRound).toHaveLength(3);
  for (const round of byRound) expect(round).toBeGreaterThanOrEqual(2 * 16 * 2 ** 20);
});

it('wipes once for each time of rest', () => {
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  expect(rounds()).toBe(3);
  vi.advanceTimersByTime(100 * IDLE_MS);
  expect(rounds()).toBe(3);
  ask().emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  expect(rounds()).toBe(6);
});

it('wipes no further when somebody comes between two rounds', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS);
  expect(rounds()).toBe(1);
  const again = ask();
  vi.advanceTimersByTime(WHOLE_MS);
  expect(rounds()).toBe(1);
  again.emit('close');
  vi.advanceTimersByTime(WHOLE_MS);
  expect(rounds()).toBe(4);
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

it('asks for a full collection without a word, and for one as if memory were out', () => {
  ask().emit('close');
  vi.advanceTimersByTime(IDLE_MS);
  expect(collect.mock.calls).toEqual([[], [{ type: 'major', execution: 'sync', flavor: 'last-resort' }]]);
});
