/** The recurring page's one section: everything that recurs, in groups, and what it comes to in an average month. */

import { currencyName } from '../../finance/currency.ts';
import { linkedCurrency } from '../../finance/figure-links.ts';
import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { Totals } from '../../finance/totals.ts';
import { formatList } from '../../reading/missing-banks.ts';
import type { HistoryReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import { sectionsFromTransactions } from '../../sections/from-transactions.ts';
import type { Section } from '../../sections/section.ts';
import { type Recurring, recurringAmong, rowsByMerchant } from './detect/detect.ts';
import { groupRecurring, monthlyTotals, type RecurringGroup, yearlyTotals } from './groups.ts';
import { type RecurringRow, type RowOptions, recurringRow } from './words.ts';

/** What recurs at all banks together. */
export function recurringSections(banks: readonly HistoryReading[], today: Day, format: Format): Section[] {
  const fromFlows = sectionsFromTransactions(banks);
  return [
    attentionSection(banks, today, format),
    {
      id: 'recurring',
      title: 'What recurs',
      skeleton: 'lines',
      final: fromFlows(
        ({ flows, accounts }) => ({
          merchants: rowsByMerchant(flows),
          currencyInLinks: linkedCurrency(flows),
          accounts,
        }),
        ({ merchants, ...of }) =>
          recurringSection(recurringAmong(merchants, today), { ...of, today, format }),
      ),
    },
  ];
}

export interface RecurringModel {
  /** The sums of an average month. */
  readonly currencies: readonly {
    readonly name: string;
    readonly out: string;
    readonly in: string;
    readonly net: string;
  }[];
  readonly groups: readonly {
    readonly id: RecurringGroup['id'];
    readonly title: string;
    /** What it comes to in a month and in a year; null for what has ended. */
    readonly sums: { readonly month: string; readonly year: string } | null;
    readonly rows: readonly RecurringRow[];
  }[];
}

/** The sums of each currency, then the groups. What has ended counts in no sum. */
function recurringSection(all: readonly Recurring[], of: RowOptions): RecurringModel {
  const { format } = of;
  const active = all.filter(({ status }) => status === 'active');
  return {
    currencies: monthlyTotals(active).map(({ currency, inMinor, outMinor, netMinor }) => ({
      name: currencyName(currency),
      out: format.flow({ amountMinor: outMinor, currency }),
      in: format.flow({ amountMinor: inMinor, currency }),
      net: format.flow({ amountMinor: netMinor, currency }),
    })),
    groups: groupRecurring(all).map(({ id, title, members }) => ({
      id,
      title,
      sums:
        id === 'ended'
          ? null
          : { month: sizes(monthlyTotals(members), format), year: sizes(yearlyTotals(members), format) },
      rows: members.map((one) => recurringRow(one, of)),
    })),
  };
}

function sizes(totals: readonly Totals[], format: Format): string {
  return formatList(
    totals.map(({ currency, netMinor }) => format.magnitude({ amountMinor: netMinor, currency })),
  );
}
