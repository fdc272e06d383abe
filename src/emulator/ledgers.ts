/** The books of Items, made when asked for. Items of the same person at the same bank share theirs. */
import type { Item } from './item.ts';
import type { DayNumber } from './world/days.ts';
import { ledgerOfExactly } from './world/exactly.ts';
import { keepLedger, type Ledger } from './world/ledger.ts';

/** Entries kept in memory at most, some 25 MB, unless one ledger alone has more. */
const KEPT_ENTRIES = 120_000;

export type Ledgers = (item: Item, today: DayNumber) => Ledger;

/** The function that gives an Item's books on a day; it keeps those used last. */
export function createLedgers(worldSeed: number): Ledgers {
  const kept = new Map<string, Ledger>();

  return (item, today) => {
    const name = `${worldSeed}:${item.institution.id}:${item.person.id}:${item.exactCount ?? ''}`;
    const key = `${name}:${today}`;
    const ledger = kept.get(key) ?? make(item, name, today);
    kept.delete(key);
    kept.set(key, ledger);
    forgetOldest(kept);
    return ledger;
  };
}

function make({ institution, person, exactCount }: Item, name: string, today: DayNumber): Ledger {
  if (exactCount !== null) return ledgerOfExactly(exactCount, name, today);
  return keepLedger(institution.planFor(person), name, today);
}

function forgetOldest(kept: Map<string, Ledger>): void {
  let entries = 0;
  for (const ledger of kept.values()) entries += ledger.entries.length;
  for (const [key, ledger] of kept) {
    if (entries <= KEPT_ENTRIES || kept.size === 1) return;
    kept.delete(key);
    entries -= ledger.entries.length;
  }
}
