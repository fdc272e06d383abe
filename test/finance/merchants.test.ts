import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashMerchants, merchantKeys } from '../../src/finance/merchant-keys.ts';
import { topMerchants } from '../../src/finance/merchants.ts';
import { flow, transaction } from './samples.ts';

const keyOf = (name: string) => {
  const row = transaction({ name, originalName: name });
  return merchantKeys([row])(row);
};

describe('the key of a merchant', () => {
  it('is Plaid’s id where there is one', () => {
    const rows = [
      transaction({ merchantId: 'm1', name: 'Hulu' }),
      transaction({ merchantId: 'm1', name: 'HULU*' }),
    ];
    expect(rows.map(merchantKeys(rows))).toEqual(['m1', 'm1']);
  });

  it('is the id of other rows with the same bank text where Plaid gives no id', () => {
    const known = transaction({ merchantId: 'm1', name: 'Hulu', originalName: 'PAYPAL *HULU 402935' });
    const unknown = transaction({ name: 'PAYPAL *HULU 117799', originalName: 'PAYPAL *HULU 117799' });
    const rows = [unknown, known];
    expect(rows.map(merchantKeys(rows))).toEqual(['m1', 'm1']);
    expect(rows.map(merchantKeys(rows.toReversed()))).toEqual(['m1', 'm1']);
  });

  it('is the new name’s where the person gave one, which says nothing of others with the same bank text', () => {
    const text = 'PAYPAL *HULU 402935';
    const told = { name: 'Hulu', merchantId: null, category: 'OTHER', detailedCategory: 'OTHER' };
    const renamed = transaction({ merchantId: 'book films', name: 'Films', originalName: text, told });
    const other = transaction({ name: 'Hulu', originalName: text });
    const rows = [renamed, other];
    expect(rows.map(merchantKeys(rows))).toEqual(['book films', 'hulu']);
    const known = { ...renamed, told: { ...told, merchantId: 'm1' } };
    expect([known, other].map(merchantKeys([known, other]))).toEqual(['book films', 'm1']);
  });

  it('is never the id of another row where there is no bank text', () => {
    const known = transaction({ merchantId: 'm1', name: 'Hulu', originalName: '' });
    const unknown = transaction({ name: 'Gym', originalName: '' });
    expect([known, unknown].map(merchantKeys([known, unknown]))).toEqual(['m1', 'gym']);
  });

  it('does not change with dates, store numbers and references', () => {
    expect(keyOf('ACH GYM#0423 11/03')).toBe(keyOf('ACH GYM#0588 12/04'));
    expect(keyOf('GYM A12B')).toBe(keyOf('GYM C34D'));
    expect(keyOf('PAYPAL *HULU 4029357733')).toBe('paypal hulu');
    expect(keyOf('Netflix.com')).toBe(keyOf('NETFLIX.COM'));
  });

  it('differs for different merchants, in any script', () => {
    expect(keyOf('קפה')).not.toBe(keyOf('カフェ'));
    expect(keyOf('🦩')).not.toBe(keyOf('🌵'));
  });

  it('is the whole name where that is nothing but digits or signs', () => {
    expect(keyOf(' 1234')).toBe(keyOf('1234'));
    expect(keyOf('***')).not.toBe(keyOf('---'));
    expect(keyOf('1234')).not.toBe(keyOf('5678'));
  });
});

describe('a merchant told by hashes', () => {
  const words = fc.constantFrom(
    '',
    'Hulu',
    'HULU*12',
    'PAYPAL *HULU 402',
    'PAYPAL *HULU 117',
    'Gym #4',
    '123',
  );
  const facts = fc.record({
    name: words.filter((name) => name !== ''),
    originalName: words,
    merchantId: fc.constantFrom(null, null, 'm1', 'm2'),
  });
  const groupsOf = (rows: Parameters<typeof merchantKeys>[0]) => {
    const keys = rows.map(merchantKeys(rows));
    return keys.map((key) => keys.indexOf(key));
  };

  it('is the same as one told by its id and by the bank’s text', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (all) => {
        const rows = all.map((one) => transaction(one));
        const hashed = hashMerchants(rows, (text) => `hash of ${text}`);
        const cached = hashed.map((row) => ({ ...row, originalName: row.name }));
        expect(groupsOf(cached)).toEqual(groupsOf(rows));
        for (const { merchantId, textHash } of hashed) {
          for (const told of [merchantId, textHash]) expect(told ?? 'hash of nothing').toMatch(/^hash of /);
        }
      }),
    );
  });
});

const range = { from: '2025-11-01', to: '2025-11-30' };

describe('top merchants', () => {
  it('have the largest sums, refunds taken off, and as many as asked for', () => {
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
      { name: 'Gym 0423', filterNames: ['Gym 0423'], spentMinor: 200, count: 2 },
      { name: 'Shoes', filterNames: ['Shoes'], spentMinor: 70, count: 1 },
      { name: 'Books', filterNames: ['Books'], spentMinor: 50, count: 2 },
    ]);
    expect(topMerchants(flows, range, 2)[0]?.merchants).toHaveLength(2);
  });

  it('are listed for each currency', () => {
    const lists = topMerchants([flow({ currency: 'EUR' }), flow({}), flow({})], range, 5);
    expect(lists.map(({ currency, merchants }) => [currency, merchants[0]?.count])).toEqual([
      ['USD', 2],
      ['EUR', 1],
    ]);
  });

  it('are found by their names, and by no other merchant’s', () => {
    const flows = [
      ...[
        ['Motel 6', 'm6'],
        ['MOTEL 6', 'm6'],
        ['Motel 8', 'm8'],
        ['Shell 0423', null],
        ['Shell 0588', null],
      ],
    ].map(([name, merchantId]) =>
      flow({ name: name ?? '', merchantId: merchantId ?? null, originalName: '', amountMinor: -100 }),
    );
    expect(topMerchants(flows, range, 5)[0]?.merchants).toEqual([
      { name: 'Motel 6', filterNames: ['"Motel 6"'], spentMinor: 200, count: 2 },
      { name: 'Shell 0423', filterNames: ['Shell 0423'], spentMinor: 200, count: 2 },
      { name: 'Motel 8', filterNames: ['"Motel 8"'], spentMinor: 100, count: 1 },
    ]);
  });
});
