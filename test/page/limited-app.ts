/** An app under Plaid's limits of Production, by a clock of the test's that passes only as the app waits. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import type { RawRow } from '../support/raw-books.ts';
import type { TestApp } from '../support/test-app.ts';

export const MINUTE_MS = 60_000;
/** What a page says of a bank that Plaid's limit has cut, with the time from which the rest can be loaded. */
export const CUT =
  /[\w ]+ is shown back to .+ only, because Plaid limits calls per minute\. The rest can be loaded from (\d+:\d+ [AP]M) UTC on\./;

const NOON = Date.parse('2026-05-20T12:00:00Z');
let time = NOON;

/** For the options of a test app. */
export const clock = {
  now: () => new Date(time),
  /** Banks that wait at the same time wait for the same time. */
  async wait(ms: number) {
    const until = time + ms;
    await nextTurn();
    time = Math.max(time, until);
  },
};

/** What the clock says. */
export function timeNow(): number {
  return time;
}

/** Moves it on. */
export function pass(ms: number): void {
  time += ms;
}

/** Sets it; to noon, where no time is given. */
export function setTime(ms: number = NOON): void {
  time = ms;
}

/** Somebody who has had banks of these sizes for an hour. */
export function personWith(
  app: TestApp,
  sizes: readonly number[],
): { client: Client; rows: readonly RawRow[] } {
  app.emulator.control.reset();
  const client = app.newClient();
  for (const transactions of sizes) giveBank(app, client, { transactions });
  const rows = app.emulator.control
    .items()
    .flatMap(({ id }) => app.emulator.control.rawTransactions(id) as RawRow[]);
  pass(60 * MINUTE_MS);
  app.emulator.control.production({ slowness: 0 });
  return { client, rows };
}
