/** The last digits of account numbers: each person has accounts of their own, even at the same bank. */
import { PEOPLE } from './people.ts';
import type { Person } from './person.ts';
import type { Plan } from './plan.ts';

const APART = 1_117;

/** The plan with this person's masks; a bank that gives none still gives none. */
export function withOwnMasks(plan: Plan, person: Person): Plan {
  const shift = PEOPLE.indexOf(person) * APART;
  return {
    ...plan,
    accounts: plan.accounts.map((account) => ({
      ...account,
      mask: account.mask && String((Number(account.mask) + shift) % 10_000).padStart(4, '0'),
    })),
  };
}
