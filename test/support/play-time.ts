/** A clock and a processor of the test's own: time passes, and is used, as the test says. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

/** Until the test has finished. Turns of the event loop are real. */
export function playTime() {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  let usedMs = 0;
  const usage = vi.spyOn(process, 'cpuUsage').mockImplementation((before) => ({
    user: usedMs * 1000 - (before?.user ?? 0),
    system: 0,
  }));
  onTestFinished(() => {
    usage.mockRestore();
    vi.useRealTimers();
  });
  const pass = (ms: number) => void vi.advanceTimersByTime(ms);
  return {
    pass,
    /** Uses so much of the processor, in as much time where no other is given. */
    use(cpuMs: number, ms = cpuMs) {
      usedMs += cpuMs;
      pass(ms);
    },
  };
}

/** Resolves when all that is ready has had its turns. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}
