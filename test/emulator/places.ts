/** People at banks, and their books there. */
import { dayFrom } from '../../src/emulator/world/days.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { keepLedger, type Ledger } from '../../src/emulator/world/ledger.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';

export const TODAY = dayFrom(2026, 4, 20);

/** Every person at every bank. */
export const EVERYONE = PEOPLE.flatMap((person) =>
  INSTITUTIONS.map((institution) => ({ title: `${person.id} at ${institution.name}`, person, institution })),
);

type Place = (typeof EVERYONE)[number];

/** The books of a person at a bank. */
export function ledgerOf({ person, institution }: Place, today = TODAY, seed = 1): Ledger {
  return keepLedger(institution.planFor(person), `${seed}:${institution.id}:${person.id}`, today);
}

/** The first person at the first bank. */
export const home: Place = {
  title: 'home',
  person: PEOPLE[0] as Place['person'],
  institution: INSTITUTIONS[0] as Place['institution'],
};
