/** A queue for CPU-heavy work: one job per turn of the event loop, so that other requests are not starved. */

import { setImmediate as nextTurn } from 'node:timers/promises';

type DoInTurn = <T>(work: () => T) => Promise<T>;

/** The work of one request. Of all lanes the one that has had least of the processor so far is next. */
export interface Lane {
  /** For work that begins something, such as parsing an answer: it comes after what has begun in its lane. */
  readonly schedule: DoInTurn;
  /** For work that goes on with it. Whoever is nearly done is done soon, and what was parsed is not held for long. */
  readonly scheduleNext: DoInTurn;
  /** The request is over, and nobody rests for it any more. */
  close(): void;
}

interface Jobs {
  readonly begun: (() => void)[];
  readonly toBegin: (() => void)[];
  /** Of the processor, so far. */
  usedMs: number;
}

/** More than most pages use in all. */
const LONG_MS = 250;
/** A long page that holds up others gets a third of the time. */
const REST_FACTOR = 2;

/**
 * Opens lanes of a queue of its own. Each job begins in a turn of the event loop; one that throws rejects alone. A
 * short page passes a long one at once, and a long one rests after each job while a shorter one is under way. Of short
 * ones those that have begun come first.
 */
export function createEventLoopQueue(): (options?: { isWaitedFor: boolean }) => Lane {
  const busy = new Set<Jobs>();
  const underWay = new Set<Jobs>();
  let isRunning = false;
  /** Until then no job of a lane that has used more than LONG_MS begins. */
  let restUntil = 0;
  let rested: NodeJS.Timeout | undefined;

  function isHeld(lane: Jobs): boolean {
    if (lane.usedMs < LONG_MS || performance.now() >= restUntil) return false;
    return [...underWay].some((other) => other.usedMs < LONG_MS);
  }

  function next(): Jobs | undefined {
    const free = [...busy].filter((lane) => !isHeld(lane));
    // A short page that has begun is finished first: pages that are all half-done hold the most memory.
    const begun = free.find(({ usedMs, begun }) => usedMs < LONG_MS && begun.length > 0);
    if (begun) return begun;
    const [first, ...others] = free;
    return others.reduce((least, lane) => (least && least.usedMs <= lane.usedMs ? least : lane), first);
  }

  async function run(): Promise<void> {
    isRunning = true;
    for (;;) {
      await nextTurn();
      const lane = next();
      if (!lane) break;
      const job = lane.begun.shift() ?? lane.toBegin.shift();
      if (lane.begun.length + lane.toBegin.length === 0) busy.delete(lane);
      const start = performance.now();
      const cpuBefore = process.cpuUsage();
      job?.();
      // Where a process has a tenth of a core, a job takes ten times as long as it uses the processor.
      const { user, system } = process.cpuUsage(cpuBefore);
      lane.usedMs += (user + system) / 1000;
      const end = performance.now();
      if (lane.usedMs >= LONG_MS) restUntil = end + REST_FACTOR * (end - start);
    }
    isRunning = false;
    if (busy.size > 0) rested = setTimeout(start, restUntil - performance.now());
  }

  function start(): void {
    clearTimeout(rested);
    if (!isRunning) void run();
  }

  const queuedIn =
    (lane: Jobs, jobs: (() => void)[]): DoInTurn =>
    (work) =>
      new Promise((resolve, reject) => {
        jobs.push(() => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        });
        busy.add(lane);
        start();
      });

  return ({ isWaitedFor } = { isWaitedFor: false }) => {
    const lane: Jobs = { begun: [], toBegin: [], usedMs: 0 };
    if (isWaitedFor) underWay.add(lane);
    return {
      schedule: queuedIn(lane, lane.toBegin),
      scheduleNext: queuedIn(lane, lane.begun),
      close() {
        underWay.delete(lane);
        // Those who rested for it need not any more.
        start();
      },
    };
  };
}

/** A new lane of the one queue of this process, which has one processor. */
export const openLane = createEventLoopQueue();
