/** The books of Items, made when asked for; only the last few are kept, for memory is small. */
import type { Item } from './item.ts';
import type { DayNumber } from './world/days.ts';
import { ledgerOfExactly } from './world/exactly.ts';
import { keepLedger, type Ledger } from './world/ledger.ts';

const KEPT = 4;

export type Ledgers = (item: Item, today: DayNumber) => Ledger;

/** The function that gives an Item's books on a day. */
export function createLedgers(worldSeed: number): Ledgers {
  const kept = new Map<string, Ledger>();

  return (item, today) => {
    const key = `${worldSeed}:${item.institution.id}:${item.person.id}:${item.exactCount ?? ''}:${today}`;
    const ledger = kept.get(key) ?? make(item, key.slice(0, key.lastIndexOf(':')), today);
    kept.delete(key);
    kept.set(key, ledger);
    for (const oldest of kept.keys()) {
      if (kept.size > KEPT) kept.delete(oldest);
    }
    return ledger;
  };
}

function make({ institution, person, exactCount }: Item, name: string, today: DayNumber): Ledger {
  if (exactCount !== null) return ledgerOfExactly(exactCount, name, today);
  return keepLedger(institution.planFor(person), name, today);
}
