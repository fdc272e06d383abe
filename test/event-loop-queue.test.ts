import { describe, expect, it } from 'vitest';
import { createEventLoopQueue } from '../src/event-loop-queue.ts';
import { playTime, turns } from './support/play-time.ts';

it('runs one piece of work after the other, in the order asked for', async () => {
  const { scheduleNext } = createEventLoopQueue()();
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((piece) => scheduleNext(() => done.push(piece))));
  expect(done).toEqual([1, 2, 3]);
});

it('lets other work run between two pieces', async () => {
  const { scheduleNext } = createEventLoopQueue()();
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
  const { scheduleNext } = createEventLoopQueue()();
  const broken = scheduleNext(() => {
    throw new Error('broken');
  });
  const whole = scheduleNext(() => 'whole');
  await expect(broken).rejects.toThrow('broken');
  expect(await whole).toBe('whole');
});

it('runs the next pieces of what has begun before anything else begins', async () => {
  const { schedule, scheduleNext } = createEventLoopQueue()();
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
  const { schedule, scheduleNext } = createEventLoopQueue()();
  expect(await schedule(() => 1)).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await scheduleNext(() => 2)).toBe(2);
});

/** Keeps the processor busy for about so long. */
function work(ms: number): void {
  const start = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(start);
    if (user + system >= ms * 1000) return;
  }
}

describe('lanes', () => {
  it('of a short page pass one that has used more of the processor', async () => {
    const openLane = createEventLoopQueue();
    const [long, short] = [openLane(), openLane()];
    const events: string[] = [];
    await long.schedule(() => work(5));
    const jobs = ['long 1', 'long 2', 'long 3'].map((name) => long.schedule(() => events.push(name)));
    jobs.push(short.schedule(() => events.push('short')));
    await Promise.all(jobs);
    expect(events).toEqual(['short', 'long 1', 'long 2', 'long 3']);
  });

  it('of a long page rest while a shorter one is under way, and go on when it is over', async () => {
    const openLane = createEventLoopQueue();
    const long = openLane({ isWaitedFor: true });
    const short = openLane({ isWaitedFor: true });
    const events: string[] = [];
    await long.schedule(() => work(400));
    const restStart = performance.now();
    const next = long.schedule(() => events.push('long'));
    // The short page has nothing to do just now: it waits for its bank.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events).toEqual([]);
    await short.schedule(() => events.push('short'));
    short.close();
    await next;
    expect(events).toEqual(['short', 'long']);
    expect(performance.now() - restStart).toBeLessThan(700);
  });

  it('of a long page rest twice as long as their last job took, and no longer', async () => {
    const openLane = createEventLoopQueue();
    const long = openLane({ isWaitedFor: true });
    openLane({ isWaitedFor: true });
    await long.schedule(() => work(300));
    const start = performance.now();
    await long.schedule(() => {});
    expect(performance.now() - start).toBeGreaterThan(450);
  });

  it('of a long page do not rest when nobody else is there', async () => {
    const long = createEventLoopQueue()({ isWaitedFor: true });
    await long.schedule(() => work(300));
    const start = performance.now();
    await long.schedule(() => {});
    expect(performance.now() - start).toBeLessThan(250);
  });

  it('of whoever used much of the processor just now wait for those who did not, with each new page again', async () => {
    const openLane = createEventLoopQueue();
    const events: string[] = [];
    await openLane({ owner: 'flood' }).schedule(() => work(1_200));
    const next = openLane({ owner: 'flood' });
    const other = openLane({ owner: 'other' });
    // Longer than the page that has only begun, and all the same the one that is let through.
    await other.schedule(() => work(20));
    await Promise.all([
      next.schedule(() => events.push('flood')),
      other.schedule(() => events.push('other')),
      other.schedule(() => events.push('other')),
    ]);
    expect(events).toEqual(['other', 'other', 'flood']);
  });

  it('of whoever used much of the processor rest from their first job on', async () => {
    const openLane = createEventLoopQueue();
    await openLane({ owner: 'flood' }).schedule(() => work(300));
    openLane({ owner: 'other', isWaitedFor: true });
    const start = performance.now();
    await openLane({ owner: 'flood', isWaitedFor: true }).schedule(() => {});
    expect(performance.now() - start).toBeGreaterThan(450);
  });

  it('count what a job leaves to promises', async () => {
    const openLane = createEventLoopQueue();
    const events: string[] = [];
    const [long, short] = [openLane(), openLane()];
    await long.schedule(async () => {
      await null;
      work(5);
    });
    await Promise.all([long.schedule(() => events.push('long')), short.schedule(() => events.push('short'))]);
    expect(events).toEqual(['short', 'long']);
  });
});

describe('by a clock of the test’s', () => {
  it('a long page does not rest for one that has had no work for two seconds', async () => {
    const { pass, use } = playTime();
    const openLane = createEventLoopQueue();
    for (const [idleMs, isHeld] of [
      [1_990, true],
      [2_010, false],
    ] as const) {
      const other = openLane({ isWaitedFor: true });
      const long = openLane({ isWaitedFor: true });
      await long.schedule(() => use(300));
      await other.schedule(() => use(0));
      await turns();
      pass(idleMs - 1_000);
      // It rests for twice as long as this job takes.
      await long.schedule(() => use(0, 1_000));
      await turns();
      let isDone = false;
      const next = long.schedule(() => {
        isDone = true;
      });
      await turns();
      expect([idleMs, isDone]).toEqual([idleMs, !isHeld]);
      pass(2_000);
      await next;
      for (const lane of [other, long]) lane.close();
    }
  });

  it.each([
    ['remembers how much somebody used for half a minute', 29_000, ['other', 'flood']],
    ['has forgotten it after a minute', 60_001, ['flood', 'other']],
  ])('the queue %s', async (_, afterMs, order) => {
    const { pass, use } = playTime();
    const openLane = createEventLoopQueue();
    // Of this more than a second and a half counts even after a minute.
    await openLane({ owner: 'flood' }).schedule(() => use(100_000, 0));
    await turns();
    pass(afterMs);
    const other = openLane({ owner: 'other' });
    await other.schedule(() => use(1_200, 0));
    await turns();
    const events: string[] = [];
    await Promise.all([
      openLane({ owner: 'flood' }).schedule(() => events.push('flood')),
      other.schedule(() => events.push('other')),
    ]);
    expect(events).toEqual(order);
  });
});
