import { expect, it } from 'vitest';
import { merchantsOf, spendingSection } from '../../../src/features/overview/spending.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { periodOf } from '../../../src/finance/period.ts';
import { flow } from '../../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });

function section(flows: ReturnType<typeof flow>[], days = '30') {
  const period = periodOf({ days }, today);
  return spendingSection(flows, merchantsOf(flows, period, format), period, format);
}

it('leads from each category to its transactions of the same days', () => {
  const [usd] = section(
    [flow({ amountMinor: -40_00 }), flow({ amountMinor: -10_00, category: 'TRAVEL' })],
    '90',
  ).currencies;
  expect(usd?.categories).toEqual([
    { label: 'Food and drink', query: 'days=90&category=FOOD_AND_DRINK', width: 100, spent: '$40.00' },
    { label: 'Travel', query: 'days=90&category=TRAVEL', width: 25, spent: '$10.00' },
  ]);
  expect(usd?.spent).toBe('$50.00');
});

it('sums up small categories, so that the rows make up the whole', () => {
  const flows = Array.from({ length: 12 }, (_, index) =>
    flow({ amountMinor: -(index + 1) * 100, category: `MADE_UP_${'ABCDEFGHIJKL'.charAt(index)}` }),
  );
  const [usd] = section(flows).currencies;
  expect(usd?.categories).toHaveLength(9);
  expect(usd?.categories.at(-1)).toMatchObject({ label: 'Everything else', spent: '$10.00' });
  expect(usd?.spent).toBe('$78.00');
});

it('counts only the days chosen', () => {
  const old = flow({ date: '2025-09-01' });
  expect(section([old]).currencies).toEqual([]);
  expect(section([old], '90').currencies).toHaveLength(1);
  expect(section([], '90').ranges.find(({ isCurrent }) => isCurrent)?.days).toBe(90);
});

it('names the merchants that most went to, each currency for itself', () => {
  const { currencies } = section([
    flow({ amountMinor: -5_00 }),
    flow({ amountMinor: -7_00 }),
    flow({ amountMinor: -9_00, currency: 'EUR', name: 'Deutsche Bahn' }),
  ]);
  expect(currencies.map(({ merchants }) => merchants)).toEqual([
    [{ name: 'Blue Heron Coffee', times: '2 times', spent: '$12.00' }],
    [{ name: 'Deutsche Bahn', times: 'once', spent: '€9.00' }],
  ]);
});

it.each([
  [8, 8, 'Made up a'],
  [9, 9, 'Made up a'],
  [10, 9, 'Everything else'],
])('of %i categories shows %i rows, the last of them “%s”', (count, rows, last) => {
  const flows = Array.from({ length: count }, (_, index) =>
    flow({ amountMinor: -(index + 1) * 100, category: `MADE_UP_${'ABCDEFGHIJ'.charAt(index)}` }),
  );
  const { asOf, currencies } = section(flows, '90');
  expect(asOf).toBe('Last 90 days');
  expect(currencies[0]?.categories).toHaveLength(rows);
  const query = last === 'Everything else' ? 'days=90' : 'days=90&category=MADE_UP_A';
  expect(currencies[0]?.categories.at(-1)).toMatchObject({ label: last, query });
});
