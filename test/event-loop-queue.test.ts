import { expect, it } from 'vitest';
import { createEventLoopQueue } from '../src/event-loop-queue.ts';

it('runs one piece of work after the other, in the order asked for', async () => {
  const { scheduleNext } = createEventLoopQueue();
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((piece) => scheduleNext(() => done.push(piece))));
  expect(done).toEqual([1, 2, 3]);
});

it('lets other work run between two pieces', async () => {
  const { scheduleNext } = createEventLoopQueue();
  const events: string[] = [];
  const pieces = [1, 2, 3].map((piece) => scheduleNext(() => events.push(`piece ${piece}`)));
  const other = () => {
    events.push('other');
    if (events.length < 10) setImmediate(other);
  };
  setImmediate(other);
  await Promise.all(pieces);
  const seen = events.join(', ');
  expect(seen).toMatch(/piece 1.*other.*piece 2.*other.*piece 3/);
});

it('goes on after a piece that throws, and rejects only that one', async () => {
  const { scheduleNext } = createEventLoopQueue();
  const broken = scheduleNext(() => {
    throw new Error('broken');
  });
  const whole = scheduleNext(() => 'whole');
  await expect(broken).rejects.toThrow('broken');
  expect(await whole).toBe('whole');
});

it('runs the next pieces of what has begun before anything else begins', async () => {
  const { schedule, scheduleNext } = createEventLoopQueue();
  const events: string[] = [];
  const view = async (name: string) => {
    await schedule(() => events.push(`${name} begins`));
    await scheduleNext(() => events.push(`${name} goes on`));
    await scheduleNext(() => events.push(`${name} ends`));
  };
  await Promise.all([view('first'), view('second')]);
  const each = ['begins', 'goes on', 'ends'];
  expect(events).toEqual([...each.map((step) => `first ${step}`), ...each.map((step) => `second ${step}`)]);
});

it('runs again after a time without work', async () => {
  const { schedule, scheduleNext } = createEventLoopQueue();
  expect(await schedule(() => 1)).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await scheduleNext(() => 2)).toBe(2);
});
