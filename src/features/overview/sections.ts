/** The overview's sections in their order: each waits for its own data and knows no other. */

import type { Format } from '../../finance/format.ts';
import type { Period } from '../../finance/period.ts';
import type { BankReading } from '../../reading/reading.ts';
import { attentionSection } from '../../sections/attention.ts';
import { cashFlowSection } from '../../sections/cash-flow.ts';
import { sectionsFromBalances } from '../../sections/from-balances.ts';
import { sectionsFromTransactions } from '../../sections/from-transactions.ts';
import type { Section } from '../../sections/section.ts';
import { rowsByMerchant } from '../recurring/detect/detect.ts';
import { accountsSection } from './accounts.ts';
import { latestSection } from './latest.ts';
import { monthSoFarSection } from './month-so-far.ts';
import { netWorthSection } from './net-worth.ts';
import { merchantsOf, spendingSection } from './spending.ts';
import { upcomingSection } from './upcoming.ts';

/** Every section. A new one also needs its model in features/view-models.ts, and a view in views/sections/. */
export function dashboardSections(banks: readonly BankReading[], period: Period, format: Format): Section[] {
  const fromBalances = sectionsFromBalances(banks);
  const fromFlows = sectionsFromTransactions(banks, format);
  return [
    attentionSection(banks, period.today, format),
    {
      id: 'net-worth',
      title: 'Net worth',
      skeleton: 'figure',
      ...fromBalances((balances) => netWorthSection(balances, format)),
    },
    {
      id: 'month-so-far',
      title: 'Month so far',
      skeleton: 'lines',
      final: fromFlows(({ flows }) => monthSoFarSection(flows, period, format)),
    },
    {
      id: 'accounts',
      title: 'Accounts',
      skeleton: 'lines',
      ...fromBalances((balances) => accountsSection(balances, format)),
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
      final: fromFlows(
        ({ flows }) => ({ flows, merchants: merchantsOf(flows, period, format) }),
        ({ flows, merchants }) => spendingSection(flows, merchants, period, format),
      ),
    },
    {
      id: 'upcoming',
      title: 'Upcoming',
      skeleton: 'lines',
      final: fromFlows(
        ({ flows }) => rowsByMerchant(flows),
        (merchants) => upcomingSection(merchants, period, format),
      ),
    },
    {
      id: 'latest',
      title: 'Latest transactions',
      skeleton: 'lines',
      final: fromFlows(({ flows, accounts }) => latestSection(flows, accounts, format)),
    },
  ];
}
