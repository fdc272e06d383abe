import { describe, expect, it } from 'vitest';
import { topMerchants } from '../../src/finance/merchants.ts';
import { flow } from './samples.ts';

const range = { from: '2025-11-01', to: '2025-11-30' };

describe('top merchants', () => {
  it('sums each merchant, refunds taken off, and cuts the list', () => {
    const flows = [
      flow({ name: 'Gym 0423', amountMinor: -100 }),
      flow({ name: 'Gym 0588', amountMinor: -100 }),
      flow({ name: 'Books', amountMinor: -900 }),
      flow({ name: 'Books', amountMinor: 850 }),
      flow({ name: 'Shoes', amountMinor: -70 }),
      flow({ name: 'Returned', amountMinor: -70 }),
      flow({ name: 'Returned', amountMinor: 70 }),
      flow({ name: 'Acme', amountMinor: 5000, category: 'INCOME' }),
    ];
    expect(topMerchants(flows, range, 10)[0]?.merchants).toEqual([
      { name: 'Gym 0423', spentMinor: 200, count: 2 },
      { name: 'Shoes', spentMinor: 70, count: 1 },
      { name: 'Books', spentMinor: 50, count: 2 },
    ]);
    expect(topMerchants(flows, range, 2)[0]?.merchants).toHaveLength(2);
  });

  it('keeps a merchant’s currencies apart', () => {
    const lists = topMerchants([flow({ currency: 'EUR' }), flow({}), flow({})], range, 5);
    expect(lists.map(({ currency, merchants }) => [currency, merchants[0]?.count])).toEqual([
      ['USD', 2],
      ['EUR', 1],
    ]);
  });
});
