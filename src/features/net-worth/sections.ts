/** The sections of the page of net worth, all from one reading: that of the spending page for the same months. */

import type { Book } from '../../finance/book/lines.ts';
import type { Format } from '../../finance/format.ts';
import type { MonthsBack } from '../../finance/period.ts';
import { knownFlows, knownHistory } from '../../reading/all-transactions.ts';
import { isPartial } from '../../reading/missing-banks.ts';
import type { HistoryReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import type { Section } from '../../sections/section.ts';
import { worthAccountsSection } from './accounts.ts';
import { type BalanceHistory, readBalanceHistory } from './balance-history.ts';
import { fileOf } from './file-link.ts';
import { worthTotalSection } from './total.ts';

/** Every section, at once. */
export function netWorthSections(
  banks: readonly HistoryReading[],
  back: MonthsBack,
  format: Format,
  book: Book,
): Section[] {
  const history = knownHistory(banks);
  const balances = history.then(async (known) =>
    readBalanceHistory(await knownFlows(known), back.range, book),
  );
  /** Null where no bank was read. */
  const fromHistory = async <Model extends object>(make: (known: BalanceHistory) => Model) => {
    const [known, all] = await Promise.all([history, balances]);
    if (known.readBanks.length === 0) return null;
    return { ...(await known.lane.scheduleNext(() => make(all))), isPartial: isPartial(known) };
  };
  return [
    attentionSection(banks, back.today, format),
    {
      id: 'worth-total',
      title: 'Together',
      skeleton: 'picture',
      final: fromHistory((known) => worthTotalSection(known, back, format, book)),
    },
    {
      id: 'worth-accounts',
      title: 'Each account',
      skeleton: 'lines',
      final: fileOf(banks, back).then((file) =>
        fromHistory((known) => worthAccountsSection(known, file, format)),
      ),
    },
  ];
}
