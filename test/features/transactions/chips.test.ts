import { describe, expect, it } from 'vitest';
import { chips } from '../../../src/features/transactions/chips.ts';
import { parseFilter } from '../../../src/finance/filter.ts';
import { createFormat } from '../../../src/finance/format.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-03' });
const accountNames = new Map([['a1', 'Everyday ••1234']]);
const chipsOf = (query: Record<string, string>) => chips(parseFilter(query), { accountNames, format });

describe('chips', () => {
  it('are none for a plain view', () => {
    expect(chipsOf({ days: '365', page: '2' })).toEqual([]);
  });

  it('say each part in words', () => {
    const labels = chipsOf({
      q: 'tea',
      account: 'a1',
      category: 'FOOD_AND_DRINK',
      direction: 'in',
      pending: 'no',
      min: '5',
      max: '10',
      from: '2025-01-01',
      to: '2025-02-01',
    }).map((chip) => chip.label);
    expect(labels).toEqual([
      '“tea”',
      'Everyday ••1234',
      'Food and drink',
      'Money in',
      'Without pending',
      'At least 5',
      'At most 10',
      'From Jan 1, 2025',
      'To Feb 1, 2025',
    ]);
  });

  it('say the other way of a choice too', () => {
    const labels = chipsOf({ direction: 'out', pending: 'only' }).map((chip) => chip.label);
    expect(labels).toEqual(['Money out', 'Pending only']);
  });

  it('lead to the same view without themselves', () => {
    expect(chipsOf({ q: 'tea', min: '5', days: '90', page: '3' }).map((chip) => chip.query)).toEqual([
      'days=90&min=5',
      'days=90&q=tea',
    ]);
  });

  it('have words for an account that is gone', () => {
    expect(chipsOf({ account: 'zzz' })[0]?.label).toBe('An account that is not here');
  });
});
