/** A queue for CPU-heavy work: one job per turn of the event loop, so that other requests are not starved. */

import { setImmediate as nextTurn } from 'node:timers/promises';

type DoInTurn = <T>(work: () => T) => Promise<T>;

/** The work of one request. Of all lanes the one that has had least of the processor so far is next. */
export interface Lane {
  /** Who asked; one object for each. */
  readonly owner: object;
  /** For work that begins something, such as parsing an answer: it comes after what has begun in its lane. */
  readonly schedule: DoInTurn;
  /** For work that goes on with it. Whoever is nearly done is done soon, and what was parsed is not held for long. */
  readonly scheduleNext: DoInTurn;
  /** The request is over, and nobody rests for it any more. */
  close(): void;
}

/** Whose work a lane does; lanes of one owner count together. */
interface Owner {
  /** Of the processor, of late: half of it is forgotten in each HALF_LIFE_MS. */
  usedMs: number;
  countedAt: number;
}

interface Jobs {
  readonly owner: Owner;
  readonly begun: (() => void)[];
  readonly toBegin: (() => void)[];
  /** Of the processor, so far. */
  usedMs: number;
  /** When it was opened, or last had work. */
  activeAt: number;
}

export interface LaneOptions {
  /** Someone waits for it, so that longer ones rest until it is closed. */
  readonly isWaitedFor?: boolean;
  /** Who asks, such as a network address: whoever asks for page after page does not begin anew with each. */
  readonly owner?: string;
}

/** More than most pages use in all. */
const LONG_MS = 250;
/** A long page that holds up others gets a third of the time. */
const REST_FACTOR = 2;
const HALF_LIFE_MS = 10_000;
/** Of late: someone who looks at their own money does not use more. */
const LIGHT_MS = 1_000;
/** Whoever has had no work for so long waits for a bank, or for a slow reader, and nobody rests for that. */
const IDLE_MS = 2_000;
/** Of two who used about as much, neither rests for the other. */
const CLEARLY_MORE = 1.5;
/** By then an eighth is left. Looked at as often, so that nobody is remembered for more than a minute. */
const FORGET_AFTER_MS = 30_000;

/**
 * Opens lanes of a queue of its own. Each job begins in a turn of the event loop; one that throws rejects alone. Who has
 * used little of the processor of late passes those who used much, a short page passes a long one at once, and a long
 * one rests after each job while a shorter one is under way. Of short ones those that have begun come first.
 */
export function createEventLoopQueue(): (options?: LaneOptions) => Lane {
  const owners = new Map<string, Owner>();
  const busy = new Set<Jobs>();
  const underWay = new Set<Jobs>();
  let isRunning = false;
  /** Until then no job of a long lane begins while a shorter one is under way. */
  let restUntil = 0;
  let rested: NodeJS.Timeout | undefined;

  function ownerOf(name: string | undefined): Owner {
    const known = name === undefined ? undefined : owners.get(name);
    if (known) return known;
    const owner = { usedMs: 0, countedAt: performance.now() };
    if (name === undefined) return owner;
    if (owners.size === 0) forgetLater();
    owners.set(name, owner);
    return owner;
  }

  function forgetLater(): void {
    setTimeout(() => {
      const before = performance.now() - FORGET_AFTER_MS;
      for (const [name, { countedAt }] of owners) if (countedAt < before) owners.delete(name);
      if (owners.size > 0) forgetLater();
    }, FORGET_AFTER_MS).unref();
  }

  function isHeld(lane: Jobs, now: number): boolean {
    if (now >= restUntil) return false;
    return [...underWay].some((other) => now - other.activeAt < IDLE_MS && isLongerThan(other, lane, now));
  }

  function next(): Jobs | undefined {
    const now = performance.now();
    const free = [...busy].filter((lane) => !isHeld(lane, now));
    const classOf = ({ owner }: Jobs) => Math.max(recentMs(owner, now), LIGHT_MS);
    const lightest = Math.min(...free.map(classOf));
    const lanes = free.filter((lane) => classOf(lane) === lightest);
    // A short page that has begun is finished first: pages that are all half-done hold the most memory.
    const begun = lanes.find(({ usedMs, begun }) => usedMs < LONG_MS && begun.length > 0);
    if (begun) return begun;
    const [first, ...others] = lanes;
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
      await microtasksRun();
      // Where a process has a tenth of a core, a job takes ten times as long as it uses the processor.
      const { user, system } = process.cpuUsage(cpuBefore);
      const usedMs = (user + system) / 1000;
      const end = performance.now();
      lane.usedMs += usedMs;
      lane.owner.usedMs = recentMs(lane.owner, end) + usedMs;
      lane.owner.countedAt = end;
      lane.activeAt = end;
      if (weightOf(lane, end) >= LONG_MS) restUntil = end + REST_FACTOR * (end - start);
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
        lane.activeAt = performance.now();
        start();
      });

  return ({ isWaitedFor = false, owner } = {}) => {
    const lane: Jobs = {
      owner: ownerOf(owner),
      begun: [],
      toBegin: [],
      usedMs: 0,
      activeAt: performance.now(),
    };
    if (isWaitedFor) underWay.add(lane);
    return {
      owner: lane.owner,
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

/** Resolves when what a job has left to promises that are settled is done as well. */
function microtasksRun(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function recentMs({ usedMs, countedAt }: Owner, now: number): number {
  return usedMs * 0.5 ** ((now - countedAt) / HALF_LIFE_MS);
}

function weightOf({ usedMs, owner }: Jobs, now: number): number {
  return Math.max(usedMs, recentMs(owner, now));
}

/** Whether a lane is to rest while the other one is under way: of one owner's a long page rests for a short one. */
function isLongerThan(other: Jobs, lane: Jobs, now: number): boolean {
  if (other.owner === lane.owner) return lane.usedMs >= LONG_MS && other.usedMs < LONG_MS;
  const weight = weightOf(lane, now);
  return weight >= LONG_MS && weight > CLEARLY_MORE * weightOf(other, now);
}

/** A new lane of the one queue of this process, which has one processor. */
export const openLane = createEventLoopQueue();
