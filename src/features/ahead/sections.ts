/** The sections of the page of what is ahead: all of them wait for one forecast. */

import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import { knownFlows, knownHistory } from '../../reading/all-transactions.ts';
import { isPartial } from '../../reading/missing-banks.ts';
import type { BankReading, LinkedBank } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import type { Section } from '../../sections/section.ts';
import { balancesSection } from './balances.ts';
import { eventsOf } from './events.ts';
import { monthGrid } from './month-grid.ts';
import { endingsOf, type KnownAhead, knownAhead } from './read-ahead.ts';
import { safeToSpendSection } from './safe-to-spend-section.ts';

/** What can be spent, the balances ahead, and a month (YYYY-MM) of what is due. */
export function aheadSections(
  banks: readonly BankReading[],
  linkedBanks: readonly LinkedBank[],
  { month, today, format }: { month: string; today: Day; format: Format },
): Section[] {
  const history = knownHistory(banks);
  const known = history.then(async (all) => {
    return all.readBanks.length === 0 ? null : knownAhead(await knownFlows(all), today);
  });
  const made = async <Model extends object>(make: (ahead: KnownAhead) => Model | Promise<Model>) => {
    const ahead = await known;
    if (ahead === null) return null;
    return { ...(await make(ahead)), isPartial: isPartial(await history) };
  };
  return [
    attentionSection(banks, today, format),
    {
      id: 'safe-to-spend',
      title: 'Safe to spend',
      skeleton: 'figure',
      final: made((ahead) => safeToSpendSection(ahead, format)),
    },
    {
      id: 'balances-ahead',
      title: 'Balance forecast',
      skeleton: 'picture',
      final: made((ahead) => balancesSection(ahead, format)),
    },
    {
      id: 'month-ahead',
      title: 'Upcoming payments and income',
      skeleton: 'lines',
      final: made(async ({ books, forecast }) => {
        const endings = await endingsOf(linkedBanks, banks, format);
        return monthGrid(eventsOf(books, forecast.plans, endings), { month, today, format });
      }),
    },
  ];
}
