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
import { type Behind, readBehind } from './behind.ts';
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
  const behind = history.then(async (known) => readBehind(await knownFlows(known), back.range, book));
  /** Null where no bank was read. */
  const fromBehind = async <Model extends object>(make: (known: Behind) => Model) => {
    const [known, all] = await Promise.all([history, behind]);
    if (known.readBanks.length === 0) return null;
    return { ...(await known.lane.scheduleNext(() => make(all))), isPartial: isPartial(known) };
  };
  return [
    attentionSection(banks, back.today, format),
    {
      id: 'worth-total',
      title: 'Together',
      skeleton: 'picture',
      final: fromBehind((known) => worthTotalSection(known, back, format, book)),
    },
    {
      id: 'worth-accounts',
      title: 'Each account',
      skeleton: 'lines',
      final: fileOf(banks, back).then((file) =>
        fromBehind((known) => worthAccountsSection(known, file, format)),
      ),
    },
  ];
}
