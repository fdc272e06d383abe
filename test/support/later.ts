/** A house whose clock can be moved on, and that Plaid's webhooks reach. */

import { type House, type HouseOptions, openHouse } from './house.ts';

const HOUR_MS = 3_600_000;

export interface ClockedHouse extends House {
  readonly now: () => Date;
  /** Moves the clock on, and lets Plaid do what is due. */
  pass(hours: number): Promise<void>;
}

/** Starts at noon of 20 May 2026. */
export async function openClockedHouse(options: Omit<HouseOptions, 'now'> = {}): Promise<ClockedHouse> {
  let time = Date.parse('2026-05-20T12:00:00Z');
  const now = () => new Date(time);
  const house = await openHouse({ ...options, now });
  return {
    ...house,
    now,
    async pass(hours) {
      time += hours * HOUR_MS;
      await house.emulator.control.tick();
    },
  };
}
