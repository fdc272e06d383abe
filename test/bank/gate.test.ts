import { expect, it } from 'vitest';
import { createGate } from '../../src/bank/gate.ts';

/** Work that lasts until it is let go of, noting when it begins. */
function works(count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const pieces = Array.from({ length: count }, (_, index) => async () => {
    begun.push(index);
    await new Promise<void>((resolve) => {
      ends[index] = resolve;
    });
    return index;
  });
  return { begun, pieces, end: (index: number) => ends[index]?.() };
}

it('lets in so many at a time, and the next as soon as one is done', async () => {
  const gate = createGate(2);
  const { begun, pieces, end } = works(4);
  const done = pieces.map((piece) => gate(piece));
  expect(begun).toEqual([0, 1]);
  end(1);
  expect(await done[1]).toBe(1);
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  end(0);
  end(2);
  await Promise.all([done[0], done[2]]);
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  end(3);
  expect(await done[3]).toBe(3);
});

it('goes on after work that fails', async () => {
  const gate = createGate(1);
  const failed = gate(() => Promise.reject(new Error('no')));
  const next = gate(async () => 'next');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('next');
  expect(await gate(async () => 'another')).toBe('another');
});
