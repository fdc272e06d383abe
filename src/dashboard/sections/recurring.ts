/** Everything that recurs, in groups, and what it comes to in an average month. */

import type { Day } from '../../bank/model.ts';
import { currencyName } from '../../present/currency-name.ts';
import type { Format } from '../../present/format.ts';
import { groupRecurring, type RecurringGroup } from '../../present/recurring/groups.ts';
import { monthlyTotals } from '../../present/recurring/monthly.ts';
import { type RecurringRow, recurringRow } from '../../present/recurring/words.ts';
import type { Recurring } from '../../present/recurring.ts';
import { listed } from '../gaps.ts';

export interface RecurringModel {
  readonly currencies: readonly MonthlySums[];
  readonly groups: readonly RecurringGroupModel[];
}

export interface MonthlySums {
  readonly name: string;
  readonly out: string;
  readonly in: string;
  readonly net: string;
}

export interface RecurringGroupModel {
  readonly id: RecurringGroup['id'];
  readonly title: string;
  /** What it comes to; null for what has ended. */
  readonly asOf: string | null;
  readonly rows: readonly RecurringRow[];
}

/** The sums of each currency, then the groups. What has ended counts in no sum. */
export function recurringSection(all: readonly Recurring[], today: Day, format: Format): RecurringModel {
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
      asOf: id === 'ended' ? null : monthlyOf(members, format),
      rows: members.map((one) => recurringRow(one, today, format)),
    })),
  };
}

function monthlyOf(members: RecurringGroup['members'], format: Format): string {
  const sums = monthlyTotals(members).map(({ currency, netMinor }) =>
    format.magnitude({ amountMinor: netMinor, currency }),
  );
  return `${listed(sums)} in an average month`;
}
