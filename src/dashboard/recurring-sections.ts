/** The recurring page's one section. */

import type { Day } from '../bank/model.ts';
import type { Format } from '../present/format.ts';
import { recurringAmong, rowsByMerchant } from '../present/recurring.ts';
import { attentionSection } from './attention-section.ts';
import { flowSections } from './flow-sections.ts';
import type { HistoryReading } from './reading.ts';
import type { Section } from './section.ts';
import { recurringSection } from './sections/recurring.ts';

/** What recurs at all banks together. */
export function recurringSections(banks: readonly HistoryReading[], today: Day, format: Format): Section[] {
  const fromFlows = flowSections(banks);
  return [
    attentionSection(banks, today, format),
    {
      id: 'recurring',
      title: 'What recurs',
      skeleton: 'lines',
      final: fromFlows(
        ({ flows }) => rowsByMerchant(flows),
        (merchants) => recurringSection(recurringAmong(merchants, today), today, format),
      ),
    },
  ];
}
