/** A test app whose clock tests move on, and Plaid's with it. */

import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

const HOUR_MS = 3_600_000;

export interface ClockedApp extends TestApp {
  readonly now: () => Date;
  /** Moves the clock on by so many hours, and has Plaid send the webhooks that are due. */
  pass(hours: number): Promise<void>;
}

/** Starts at noon of 20 May 2026. */
export async function startClockedApp(options: Omit<TestAppOptions, 'now'> = {}): Promise<ClockedApp> {
  let time = Date.parse('2026-05-20T12:00:00Z');
  const now = () => new Date(time);
  const app = await startTestApp({ ...options, now });
  return {
    ...app,
    now,
    async pass(hours) {
      time += hours * HOUR_MS;
      await app.emulator.control.tick();
    },
  };
}
