/** What recurs in a person's books by the plans of which the emulator makes them, without any detection. */

import type { EmulatorControl } from '../../src/emulator/control.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import type { Stream } from '../../src/emulator/world/plan.ts';
import { kindOf, type RawAccount, type RawRow, unitOf } from './raw-books.ts';
import type { Life } from './scenarios.ts';

export interface PlannedRecurring {
  /** Each that must be found exactly so, such as `Streamlet, monthly, active, USD -1799000000`. */
  readonly exactly: readonly string[];
  /** Payees that must be found in some form: their amounts vary, or some rows have the bank's text for a name. */
  readonly loosely: readonly string[];
  /** Payees that may be found: they have no name, or count as income only where their category is missing. */
  readonly perhaps: readonly string[];
}

/** What came often enough to be found, at all banks of a scenario. */
export function plannedRecurring(control: EmulatorControl, { banks, person }: Life): PlannedRecurring {
  const all = banks.flatMap((bank) => plannedAt(bank, person, control));
  const perhaps = all.filter(({ name, kind }) => name === '' || !/^(income|spending)$/.test(kind));
  const vary = all.filter((one) => !perhaps.includes(one) && one.isLoose);
  const vague = new Set([...perhaps, ...vary].map(({ name }) => name));
  const isEnough = ({ label }: Planned) => label.occurrences >= (label.cadence === 'yearly' ? 2 : 3);
  return {
    exactly: all
      .filter((one) => !vague.has(one.name) && isEnough(one))
      .map(
        ({ name, label, amount }) =>
          `${name}, ${label.cadence}, ${label.isActive ? 'active' : 'ended'}, ${amount}`,
      )
      .sort(),
    loosely: [...new Set(vary.filter(isEnough).map(({ name }) => name))].sort(),
    perhaps: [...new Set(perhaps.map(({ name }) => name || 'Unnamed'))],
  };
}

type Planned = ReturnType<typeof plannedAt>[number];

function plannedAt(institutionId: string, person: string, control: EmulatorControl) {
  const planFor = INSTITUTIONS.find(({ id }) => id === institutionId)?.planFor;
  const owner = PEOPLE.find(({ id }) => id === person);
  if (!planFor || !owner) throw new Error(`nobody is called ${person} at ${institutionId}`);
  const plan = planFor(owner);
  // A label stands for the stream of its own place.
  const labels = control.labels(person).filter((label) => label.institutionId === institutionId);
  return plan.streams.map((stream, index) => {
    const { merchant, amountMinor, account, drift } = stream;
    const { type = '', currency = '' } = plan.accounts[account] ?? {};
    const label = labels[index];
    if (!label) throw new Error(`${merchant.name} has no label`);
    const latest = BigInt(label.amountsMinor.at(-1) ?? amountMinor);
    return {
      label,
      name: merchant.name,
      kind: kindOfStream(stream, type),
      isLoose: drift !== undefined || merchant.party === 'financial_institution',
      amount: `${currency} ${-latest * unitOf(currency)}`,
    };
  });
}

function kindOfStream({ merchant, amountMinor }: Stream, type: string): string {
  const account_id = 'its account';
  const row = { account_id, amount: amountMinor, personal_finance_category: merchant } as unknown as RawRow;
  return kindOf({ ...row, iso_currency_code: 'USD' }, [{ account_id, type } as RawAccount]);
}
