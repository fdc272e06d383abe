/** The sections of the spending page, all from one reading of the same months. */

import type { Book } from '../../finance/book/lines.ts';
import type { Format } from '../../finance/format.ts';
import type { MonthsBack } from '../../finance/period.ts';
import { type SpendingTrends, spendingTrends } from '../../finance/trends.ts';
import type { KnownFlows } from '../../reading/all-transactions.ts';
import type { HistoryReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import { cashFlowSection } from '../../sections/cash-flow.ts';
import { sectionsFromTransactions } from '../../sections/from-transactions.ts';
import type { Section } from '../../sections/section.ts';
import { targetsSections } from '../../sections/targets.ts';
import { byCategorySection } from './by-category.ts';
import { merchantsSection } from './merchants.ts';
import { monthTotalSection } from './month-total.ts';

/** Every section, at once. */
export function spendingSections(
  banks: readonly HistoryReading[],
  back: MonthsBack,
  format: Format,
  book: Book,
): Section[] {
  const fromFlows = sectionsFromTransactions(banks);
  let known: readonly SpendingTrends[] | undefined;
  /** Worked out once for the two sections that show them. */
  const trendsOf = ({ flows }: KnownFlows) => {
    known ??= spendingTrends(flows, back);
    return { flows, trends: known };
  };
  return [
    attentionSection(banks, back.today, format),
    {
      id: 'month-total',
      title: 'Spent this month',
      skeleton: 'figure',
      final: fromFlows(trendsOf, ({ trends }) => monthTotalSection(trends, back, format, book)),
    },
    ...targetsSections(fromFlows, back, format, book),
    {
      id: 'cash-flow',
      title: 'By month',
      skeleton: 'picture',
      final: fromFlows(({ flows }) => cashFlowSection(flows, back, format)),
    },
    {
      id: 'by-category',
      title: 'By category',
      skeleton: 'lines',
      final: fromFlows(trendsOf, ({ flows, trends }) => byCategorySection(flows, trends, back, format)),
    },
    {
      id: 'merchants',
      title: 'Top merchants',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => merchantsSection(flows, back, format)),
    },
  ];
}
