import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetLastMatchAtEnd, overwriteFreedWhenIdle } from '../../src/web/memory.ts';

describe('memory', () => {
  const IDLE_MS = 1_000;
  /** A second and the two steps. */
  const WHOLE_MS = 2_000;
  const LAST_RESORT = { type: 'major', execution: 'sync', flavor: 'last-resort' };
  const isNode20 = process.version.startsWith('v20.');

  const collect = vi.fn();
  const steps = () => collect.mock.calls.length;
  let ask: (url?: string) => EventEmitter;
  beforeEach(() => {
    vi.useFakeTimers();
    collect.mockReset();
    const server = createServer();
    overwriteFreedWhenIdle(server, collect);
    ask = (url = '/dashboard') => {
      const res = new EventEmitter();
      server.emit('request', { url }, res);
      return res;
    };
  });
  afterEach(() => void vi.useRealTimers());

  it('is wiped a second after the last answer, and not before', () => {
    ask().emit('close');
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(collect).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(collect).toHaveBeenCalled();
  });

  it('is collected, and a fifth of a second later as when memory runs out, which Node 20 does not know', () => {
    ask().emit('close');
    vi.advanceTimersByTime(IDLE_MS);
    expect(collect.mock.calls).toEqual([[]]);
    vi.advanceTimersByTime(199);
    expect(steps()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(collect.mock.calls).toEqual([[], isNode20 ? [] : [LAST_RESORT]]);
  });

  it('is overwritten after that by more than V8’s young generation holds', () => {
    let bytes = 0;
    const bytesBefore: number[] = [];
    collect.mockImplementation(() => void bytesBefore.push(bytes));
    const fill = vi.spyOn(Array.prototype, 'fill').mockImplementation(function (this: unknown[]) {
      bytes += this.length * 8;
      return this;
    });
    ask().emit('close');
    vi.advanceTimersByTime(WHOLE_MS);
    fill.mockRestore();
    expect(bytesBefore).toEqual([0, 0]);
    // Two halves of 16 MiB.
    expect(bytes).toBeGreaterThanOrEqual(2 * 16 * 2 ** 20);
  });

  it('is wiped once for each idle time, however long it is', () => {
    ask().emit('close');
    vi.advanceTimersByTime(WHOLE_MS);
    expect(steps()).toBe(2);
    vi.advanceTimersByTime(100 * IDLE_MS);
    expect(steps()).toBe(2);
    ask().emit('close');
    vi.advanceTimersByTime(WHOLE_MS);
    expect(steps()).toBe(4);
  });

  it('is wiped no further when a request arrives between the two steps', () => {
    ask().emit('close');
    vi.advanceTimersByTime(IDLE_MS);
    expect(steps()).toBe(1);
    const next = ask();
    vi.advanceTimersByTime(WHOLE_MS);
    expect(steps()).toBe(1);
    next.emit('close');
    vi.advanceTimersByTime(WHOLE_MS);
    expect(steps()).toBe(3);
  });

  it('is not wiped while any request is being answered', () => {
    const slow = ask();
    ask().emit('close');
    vi.advanceTimersByTime(10 * IDLE_MS);
    expect(collect).not.toHaveBeenCalled();
    slow.emit('close');
    vi.advanceTimersByTime(IDLE_MS);
    expect(collect).toHaveBeenCalled();
  });

  it('is wiped a second later when another request arrives within the second', () => {
    ask().emit('close');
    vi.advanceTimersByTime(IDLE_MS - 1);
    const next = ask();
    vi.advanceTimersByTime(IDLE_MS);
    expect(collect).not.toHaveBeenCalled();
    next.emit('close');
    vi.advanceTimersByTime(IDLE_MS);
    expect(collect).toHaveBeenCalled();
  });

  it('is wiped all the same when the host checks our health within the second', () => {
    ask().emit('close');
    vi.advanceTimersByTime(IDLE_MS / 2);
    ask('/healthz').emit('close');
    vi.advanceTimersByTime(IDLE_MS / 2);
    expect(collect).toHaveBeenCalled();
  });
});

it('the last match of a regular expression is cleared once the answer has ended', async () => {
  const seen: string[] = [];
  const app = express().use(forgetLastMatchAtEnd, (_req, res) => {
    res.once('close', () => seen.push(RegExp.input, RegExp.lastMatch, RegExp.leftContext));
    res.once('finish', () => seen.push('Bread & Butter'.replace(/&/g, 'and'), RegExp.input));
    res.end();
  });
  await request(app).get('/');
  await expect.poll(() => seen).toEqual(['Bread and Butter', 'Bread & Butter', '', '', '']);
});
