/** The strip at the head of a page of sections. */

import type { Day } from '../bank/model.ts';
import type { Format } from '../present/format.ts';
import type { Section, SectionOutcome } from './section.ts';
import { type AskedBank, type Attention, attentionTo } from './sections/attention.ts';

/** It comes when every bank has answered, and not at all when none needs anything. */
export function attentionSection(banks: readonly AskedBank[], today: Day, format: Format): Section {
  return {
    id: 'attention',
    title: 'Needs your attention',
    skeleton: 'nothing',
    final: attentionTo(banks, today, format).then(
      (model): SectionOutcome<Attention> | null => model && { state: 'ready', model },
    ),
  };
}
