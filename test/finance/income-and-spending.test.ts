import { describe, expect, it } from 'vitest';
import { incomeAndSpending, isIncomeOrSpending } from '../../src/finance/flow.ts';
import { flow } from './samples.ts';

describe('income and spending', () => {
  it('takes refunds off spending and leaves transfers and payments out', () => {
    const flows = [
      flow({ category: 'INCOME', amountMinor: 3000 }),
      flow({ amountMinor: -500 }),
      flow({ amountMinor: 200 }),
      flow({ category: 'TRANSFER_OUT', amountMinor: -9000 }),
      flow({ kind: 'payment', amountMinor: 7000 }),
      flow({ kind: 'borrowing', amountMinor: 8000 }),
    ];
    expect(incomeAndSpending(flows)).toEqual({ incomeMinor: 3000, spentMinor: 300, netMinor: 2700 });
    expect(flows.filter(isIncomeOrSpending)).toHaveLength(3);
  });

  it('is negative spending where more came back than went', () => {
    expect(incomeAndSpending([flow({ amountMinor: 200 })])).toEqual({
      incomeMinor: 0,
      spentMinor: -200,
      netMinor: 200,
    });
  });
});
