/** What is to happen later by the emulator's clock, which tests may move. */

export interface Schedule {
  at(due: Date, task: () => Promise<void>): void;
  /** Runs everything that is due, earliest first, also what falls due by it. */
  runDue(): Promise<void>;
  clear(): void;
}

interface Planned {
  readonly due: Date;
  readonly task: () => Promise<void>;
}

/** Above this the tasks planned first are forgotten. */
const KEPT_TASKS = 50_000;
const AT_ONCE = 16;

/** Nothing planned yet. */
export function createSchedule(now: () => Date): Schedule {
  let planned: Planned[] = [];

  return {
    at(due, task) {
      planned.push({ due, task });
      if (planned.length > 2 * KEPT_TASKS) planned = planned.slice(-KEPT_TASKS);
    },
    async runDue() {
      for (let due = takeDue(); due.length > 0; due = takeDue()) {
        while (due.length > 0) await Promise.all(due.splice(0, AT_ONCE).map(({ task }) => task()));
      }
    },
    clear() {
      planned = [];
    },
  };

  function takeDue(): Planned[] {
    const moment = now();
    const due = planned.filter((task) => task.due <= moment);
    if (due.length > 0) planned = planned.filter((task) => task.due > moment);
    return due.sort((a, b) => a.due.getTime() - b.due.getTime());
  }
}
