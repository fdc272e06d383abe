import { expect, it } from 'vitest';
import { createTurns } from '../../src/bank/turns.ts';

it('does one piece after the other, in the order asked for', async () => {
  const inTurn = createTurns();
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((piece) => inTurn(() => done.push(piece))));
  expect(done).toEqual([1, 2, 3]);
});

it('lets others have their turn between two pieces', async () => {
  const inTurn = createTurns();
  const events: string[] = [];
  const pieces = [1, 2, 3].map((piece) => inTurn(() => events.push(`piece ${piece}`)));
  const other = () => {
    events.push('other');
    if (events.length < 10) setImmediate(other);
  };
  setImmediate(other);
  await Promise.all(pieces);
  const seen = events.join(', ');
  expect(seen).toMatch(/piece 1.*other.*piece 2.*other.*piece 3/);
});

it('goes on after a piece that throws, and only that one rejects', async () => {
  const inTurn = createTurns();
  const broken = inTurn(() => {
    throw new Error('broken');
  });
  const whole = inTurn(() => 'whole');
  await expect(broken).rejects.toThrow('broken');
  expect(await whole).toBe('whole');
});
