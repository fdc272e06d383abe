import { expect, it } from 'vitest';
import { createSchedule } from '../../../src/emulator/webhooks/schedule.ts';

function bench() {
  const clock = { ms: 0 };
  const done: string[] = [];
  const schedule = createSchedule(() => new Date(clock.ms));
  const plan = (ms: number, name: string) =>
    schedule.at(new Date(ms), async () => {
      done.push(name);
    });
  return { clock, done, schedule, plan };
}

it('runs what is due, earliest first, and each only once', async () => {
  const { clock, done, schedule, plan } = bench();
  plan(20, 'second');
  plan(10, 'first');
  plan(30, 'later');
  clock.ms = 20;
  await schedule.runDue();
  await schedule.runDue();
  expect(done).toEqual(['first', 'second']);
});

it('runs what falls due by what it ran', async () => {
  const { done, schedule, plan } = bench();
  schedule.at(new Date(0), async () => plan(0, 'next'));
  await schedule.runDue();
  expect(done).toEqual(['next']);
});

it('forgets everything when cleared', async () => {
  const { done, schedule, plan } = bench();
  plan(0, 'never');
  schedule.clear();
  await schedule.runDue();
  expect(done).toEqual([]);
});
