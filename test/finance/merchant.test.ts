import { describe, expect, it } from 'vitest';
import { merchantKeys } from '../../src/finance/merchant.ts';
import { transaction } from './samples.ts';

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

  it('is learnt from other rows with the same bank text where Plaid gives no id', () => {
    const known = transaction({ merchantId: 'm1', name: 'Hulu', originalName: 'PAYPAL *HULU 402935' });
    const unknown = transaction({ name: 'PAYPAL *HULU 117799', originalName: 'PAYPAL *HULU 117799' });
    for (const rows of [
      [unknown, known],
      [known, unknown],
    ]) {
      expect(rows.map(merchantKeys(rows))).toEqual(['m1', 'm1']);
    }
  });

  it('is learnt from no row without bank text', () => {
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

  it('keeps a name that is nothing but digits or signs', () => {
    expect(keyOf(' 1234')).toBe(keyOf('1234'));
    expect(keyOf('***')).not.toBe(keyOf('---'));
    expect(keyOf('1234')).not.toBe(keyOf('5678'));
  });
});
