import { describe, expect, it } from 'vitest';
import { cashFlow } from '../../src/finance/cash-flow.ts';
import { createFormat } from '../../src/finance/format.ts';
import { spendingByCategory } from '../../src/finance/spending.ts';
import { cashFlowSummary, spendingSummary } from '../../src/finance/summaries.ts';
import { flow } from './samples.ts';

const today = '2025-11-03';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });

const flows = [
  flow({ date: '2025-11-01', amountMinor: -30_00 }),
  flow({ date: '2025-11-02', amountMinor: -10_00, category: 'TRAVEL' }),
  flow({ date: '2025-10-01', amountMinor: 500_00, category: 'INCOME' }),
];

describe('the sentence under cash flow', () => {
  const [usd] = cashFlow(flows, { months: 2, today });
  const [first] = cashFlow(flows, { months: 1, today });

  it('tells the average month and this one', () => {
    expect(usd && cashFlowSummary(usd, format)).toBe(
      'In an average month $500.00 came in and $0.00 was spent; in November 2025 so far, $0.00 came in and $40.00 was spent.',
    );
  });

  it('tells only this month where there is no other', () => {
    expect(first && cashFlowSummary(first, format)).toBe(
      'In November 2025 so far, $0.00 came in and $40.00 was spent.',
    );
  });

  it('has words for no month at all', () => {
    expect(cashFlowSummary({ currency: 'USD', months: [], average: null }, format)).toBe('No month to show.');
  });

  it('tells no amount when amounts are hidden', () => {
    expect(usd && cashFlowSummary(usd, hidden)).not.toMatch(/500|40|\$/);
  });
});

describe('the sentence under spending', () => {
  const spendingOf = (rows: typeof flows) => spendingByCategory(rows, { from: '2025-11-01', to: today })[0];

  it('tells the sum and the largest parts', () => {
    const usd = spendingOf(flows);
    expect(usd && spendingSummary(usd, format)).toBe(
      '$40.00 was spent; the most on Food and drink 75%, Travel 25%.',
    );
  });

  it('tells three parts at most', () => {
    const usd = spendingOf([
      ...flows,
      flow({ category: 'MEDICAL', amountMinor: -5_00 }),
      flow({ category: 'OTHER', amountMinor: -1_00 }),
    ]);
    expect(usd && spendingSummary(usd, format)).toBe(
      '$46.00 was spent; the most on Food and drink 65%, Travel 22%, Health 11%.',
    );
  });

  it('has words for refunds alone', () => {
    const usd = spendingOf([flow({ amountMinor: 5 })]);
    expect(usd && spendingSummary(usd, format)).toBe('Nothing was spent.');
  });
});
