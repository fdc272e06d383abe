import { expect, it } from 'vitest';
import { countCalls } from '../../src/reading/reading.ts';

it('counts every call, and still tells whoever asked', () => {
  let heard = 0;
  const { signal } = new AbortController();
  const { counted, callCount } = countCalls({ signal, onCall: () => void heard++ });
  expect(callCount()).toBe(0);
  counted.onCall?.();
  counted.onCall?.();
  expect([callCount(), heard, counted.signal]).toEqual([2, 2, signal]);
});

it('counts also for whoever does not listen', () => {
  const { counted, callCount } = countCalls({});
  counted.onCall?.();
  expect(callCount()).toBe(1);
});
