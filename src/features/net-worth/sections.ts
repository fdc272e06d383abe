/** The sections of the page of net worth, all from one reading: that of the spending page for the same months. */

import { openLane } from '../../event-loop-queue.ts';
import type { Format } from '../../finance/format.ts';
import type { MonthsBack } from '../../finance/period.ts';
import type { HistoryReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import { sectionsFromTransactions } from '../../sections/from-transactions.ts';
import type { Section } from '../../sections/section.ts';
import { worthAccountsSection } from './accounts.ts';
import { type Behind, behindOf } from './behind.ts';
import { fileOf } from './file-link.ts';
import { worthTotalSection } from './total.ts';

/** Every section, at once. */
export function netWorthSections(
  banks: readonly HistoryReading[],
  back: MonthsBack,
  format: Format,
): Section[] {
  const { scheduleNext } = banks[0]?.lane ?? openLane();
  const behind = sectionsFromTransactions(banks)((known) => behindOf(known, back.range));
  const fromBehind = async <Model extends object>(make: (known: Behind) => Model) => {
    const known = await behind;
    return known && { ...(await scheduleNext(() => make(known))), isPartial: known.isPartial };
  };
  return [
    attentionSection(banks, back.today, format),
    {
      id: 'worth-total',
      title: 'All accounts',
      skeleton: 'picture',
      final: fromBehind((known) => worthTotalSection(known, back, format)),
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
