/** A queue for CPU-heavy work: one job per turn of the event loop, so that other requests are not starved. */

import { setImmediate as nextTurn } from 'node:timers/promises';

type DoInTurn = <T>(work: () => T) => Promise<T>;

interface EventLoopQueue {
  /** For work that begins something, such as parsing an answer: its turn comes when nothing that has begun waits. */
  readonly schedule: DoInTurn;
  /** For work that goes on with it. Whoever is nearly done is done soon, and what was parsed is not held for long. */
  readonly scheduleNext: DoInTurn;
}

/** A queue of its own. Each piece begins in a turn of the event loop of its own; one that throws rejects alone. */
export function createEventLoopQueue(): EventLoopQueue {
  const begun: (() => void)[] = [];
  const toBegin: (() => void)[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    do {
      await nextTurn();
      (begun.shift() ?? toBegin.shift())?.();
    } while (begun.length + toBegin.length > 0);
    isRunning = false;
  }

  const queuedIn =
    (waiting: (() => void)[]): DoInTurn =>
    (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        });
        if (!isRunning) void run();
      });

  return { schedule: queuedIn(toBegin), scheduleNext: queuedIn(begun) };
}

/** The one queue of this process: it has one processor. */
export const { schedule, scheduleNext } = createEventLoopQueue();
