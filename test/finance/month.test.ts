import { describe, expect, it } from 'vitest';
import { monthSoFar } from '../../src/finance/month.ts';
import { flow } from './samples.ts';

describe('the month so far', () => {
  it('counts the same days of both months and no others', () => {
    const flows = ['2025-11-10', '2025-11-01', '2025-10-31', '2025-10-10', '2025-10-01', '2025-09-30'].map(
      (date, index) => flow({ date, amountMinor: -(10 ** index) }),
    );
    expect(monthSoFar(flows, '2025-11-10')).toEqual([
      {
        currency: 'USD',
        thisMonth: { incomeMinor: 0, spentMinor: 11, netMinor: -11 },
        lastMonth: { incomeMinor: 0, spentMinor: 11000, netMinor: -11000 },
      },
    ]);
  });

  it('compares the 31st with the whole of a shorter month', () => {
    const flows = [
      flow({ date: '2025-02-28', amountMinor: -5 }),
      flow({ date: '2025-03-31', amountMinor: -7 }),
    ];
    expect(monthSoFar(flows, '2025-03-31')[0]).toMatchObject({
      thisMonth: { spentMinor: 7 },
      lastMonth: { spentMinor: 5 },
    });
  });

  it('counts pending rows, but not rows of days to come', () => {
    const flows = [
      flow({ date: '2025-11-03', isPending: true, amountMinor: -5 }),
      flow({ date: '2025-11-04', isPending: true, amountMinor: -50 }),
    ];
    expect(monthSoFar(flows, '2025-11-03')[0]?.thisMonth.spentMinor).toBe(5);
  });

  it('has a block for each currency with income or spending, and none for transfers or other days alone', () => {
    const flows = [
      flow({ currency: 'EUR' }),
      flow({}),
      flow({}),
      flow({ currency: 'CAD', date: '2025-10-20' }),
      flow({ currency: 'GBP', category: 'TRANSFER_IN', amountMinor: 5 }),
    ];
    expect(monthSoFar(flows, '2025-11-03').map((month) => month.currency)).toEqual(['USD', 'EUR']);
  });
});
