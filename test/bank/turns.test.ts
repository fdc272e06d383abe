import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOwnTurn } from '../../src/bank/turns.ts';

it('does one piece a turn, in the order asked for', async () => {
  const done: string[] = [];
  const pieces = ['a', 'b', 'c'].map((name) => inOwnTurn(() => done.push(name)));
  expect(done).toEqual([]);
  let mostInOneTurn = 0;
  for (let before = 0; done.length < pieces.length; before = done.length) {
    await nextTurn();
    mostInOneTurn = Math.max(mostInOneTurn, done.length - before);
  }
  expect(done).toEqual(['a', 'b', 'c']);
  expect(mostInOneTurn).toBe(1);
});

it('goes on after a piece that throws, which rejects alone', async () => {
  const bad = inOwnTurn(() => {
    throw new Error('bad');
  });
  const good = inOwnTurn(() => 'good');
  await expect(bad).rejects.toThrow('bad');
  expect(await good).toBe('good');
});
