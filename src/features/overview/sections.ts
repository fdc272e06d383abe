/** The overview's sections in their order: each waits for its own data and knows no other. */

import type { Book } from '../../finance/book/lines.ts';
import type { Format } from '../../finance/format.ts';
import type { Period } from '../../finance/period.ts';
import type { BankReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import { cashFlowSection } from '../../sections/cash-flow.ts';
import type { ConnectedLine } from '../../sections/connected-until.ts';
import { sectionsFromBalances } from '../../sections/from-balances.ts';
import { sectionsFromTransactions } from '../../sections/from-transactions.ts';
import type { Section } from '../../sections/section.ts';
import { targetsSections } from '../../sections/targets.ts';
import { accountPastsOf } from '../net-worth/balance-history.ts';
import { lineRange, worthLineSection } from '../net-worth/line.ts';
import { recurringAmong, rowsByMerchant } from '../recurring/detect/detect.ts';
import { accountsSection } from './accounts.ts';
import { latestSection } from './latest.ts';
import { monthSoFarSection } from './month-so-far.ts';
import { netWorthSection } from './net-worth.ts';
import { spendingSection } from './spending.ts';
import { duePayments, upcomingSection } from './upcoming.ts';

/** Those of which most is spent; the spending page has all. */
const MOST_TARGETS = 5;

/**
 * Every section, in reading order: on a wide screen those up to the latest transactions stand in the left column. A new
 * one also needs its model in features/view-models.ts, and a view in views/sections/.
 */
export function dashboardSections(
  banks: readonly BankReading[],
  period: Period,
  format: Format,
  book: Book,
  connected: ConnectedLine,
): Section[] {
  const fromBalances = sectionsFromBalances(banks);
  const fromFlows = sectionsFromTransactions(banks);
  const recurring = fromFlows(
    ({ flows }) => rowsByMerchant(flows),
    (merchants) => ({ all: recurringAmong(merchants, period.today) }),
  );
  // A fault in it costs the section of what is upcoming, which logs it, and not this.
  const due = recurring
    .then((known) => (known ? duePayments(known.all, period.today, format) : []))
    .catch(() => []);
  return [
    attentionSection(banks, period.today, format, due),
    {
      id: 'net-worth',
      title: 'Net worth',
      skeleton: 'figure',
      ...fromBalances((balances, awaited) => netWorthSection(balances, awaited, format, book)),
    },
    {
      id: 'worth-line',
      title: 'Net worth over time',
      skeleton: 'figure',
      final: fromFlows(
        (known) => accountPastsOf(known, lineRange(period.today), book),
        (pasts) => worthLineSection(pasts, format),
      ),
    },
    {
      id: 'month-so-far',
      title: 'Month so far',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => monthSoFarSection(flows, period, format)),
    },
    ...targetsSections(fromFlows, { ...period, most: MOST_TARGETS }, format, book),
    {
      id: 'upcoming',
      title: 'Upcoming',
      skeleton: 'lines',
      final: recurring.then((known) => {
        if (known === null) return null;
        return { ...upcomingSection(known.all, period, format), isPartial: known.isPartial };
      }),
    },
    {
      id: 'latest',
      title: 'Latest transactions',
      skeleton: 'lines',
      final: fromFlows(({ flows, accounts }) => latestSection(flows, accounts, format)),
    },
    {
      id: 'accounts',
      title: 'Accounts',
      skeleton: 'lines',
      ...fromBalances((balances) => ({ ...accountsSection(balances, format, book), connected })),
    },
    {
      id: 'cash-flow',
      title: 'Cash flow',
      skeleton: 'picture',
      final: fromFlows(({ flows }) => cashFlowSection(flows, period, format)),
    },
    {
      id: 'spending',
      title: 'Spending',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => spendingSection(flows, period, format)),
    },
  ];
}
