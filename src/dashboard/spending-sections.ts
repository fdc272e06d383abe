/** The sections of the spending page, all from one reading of the same months. */

import type { Format } from '../present/format.ts';
import { attentionSection } from './attention-section.ts';
import { flowSections } from './flow-sections.ts';
import type { MonthsBack } from './months-back.ts';
import type { HistoryReading } from './reading.ts';
import type { Section } from './section.ts';
import { byCategorySection } from './sections/by-category.ts';
import { cashFlowSection } from './sections/cash-flow.ts';
import { merchantsSection } from './sections/merchants.ts';

/** Every section, at once. */
export function spendingSections(
  banks: readonly HistoryReading[],
  back: MonthsBack,
  format: Format,
): Section[] {
  const fromFlows = flowSections(banks);
  return [
    attentionSection(banks, back.today, format),
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
      final: fromFlows(({ flows }) => byCategorySection(flows, back, format)),
    },
    {
      id: 'merchants',
      title: 'Top merchants',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => merchantsSection(flows, back, format)),
    },
  ];
}
