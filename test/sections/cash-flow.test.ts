import { expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { cashFlowSection } from '../../src/sections/cash-flow.ts';
import { flow } from '../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });
const rows = [
  flow({ date: '2025-11-20', amountMinor: -7133 }),
  flow({ date: '2025-10-01', amountMinor: 8244_00, category: 'INCOME' }),
];
const section = (words = format) => cashFlowSection(rows, { months: 6, today }, words);

it('cash flow has a bar and a row for each month, even those without transactions', () => {
  const [usd] = section().currencies;
  expect(usd?.chart.groups.map(({ label }) => label)).toEqual(['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov']);
  expect(usd?.rows).toHaveLength(6);
  expect(usd?.rows.slice(-2)).toEqual([
    { month: 'October 2025', income: '$8,244.00', spent: '$0.00', net: '$8,244.00' },
    { month: 'November 2025', income: '$0.00', spent: '$71.33', net: '−$71.33' },
  ]);
});

it('cash flow has a scale of short amounts', () => {
  expect(section().currencies[0]?.chart.ticks).toContainEqual({ y: 0, label: '$10K' });
});

it('cash flow has bars, but no scale and no amount, while amounts are hidden', () => {
  const [usd] = section(hidden).currencies;
  expect(usd?.chart.ticks).toEqual([]);
  expect(usd?.chart.groups).toHaveLength(6);
  expect(JSON.stringify({ ...usd, chart: undefined })).not.toMatch(/82|44|71|33|\$/);
});

it('cash flow has a line for the spending of an average month, once a month is over', () => {
  const flows = [...rows, flow({ date: '2025-10-02', amountMinor: -40_00 })];
  expect(cashFlowSection(flows, { months: 6, today }, format)).toMatchObject({
    asOf: '6 months',
    currencies: [
      {
        ...{ currency: 'USD', name: 'US Dollar', caption: 'Income and spending by month, US Dollar' },
        ...{ average: '$40.00', chart: { averageY: expect.any(Number) } },
      },
    ],
  });
  expect(cashFlowSection(rows.slice(0, 1), { months: 6, today }, format)).toMatchObject({
    currencies: [{ average: null, chart: { averageY: null } }],
  });
});

it('cash flow names the month, what it is and the amount of every bar', () => {
  const bars = section().currencies[0]?.chart.groups.flatMap((group) => group.bars) ?? [];
  expect(bars).toHaveLength(12);
  expect(bars.slice(-4).map(({ title, label }) => [title, label])).toEqual([
    ['October 2025, income: $8,244.00', '$8.24K'],
    ['October 2025, spending: $0.00', '$0'],
    ['November 2025, income: $0.00', '$0'],
    ['November 2025, spending: $71.33', '$71.3'],
  ]);
  const many = cashFlowSection(rows, { months: 12, today }, format).currencies[0]?.chart.groups ?? [];
  expect(many.flatMap((group) => group.bars.map(({ label }) => label))).toEqual(Array(24).fill(null));
});

it.each([
  [6, '2025-11-22', [null, null, null, null, null, null]],
  [3, '2026-01-22', [null, null, '2026']],
  [6, '2026-03-22', ['2025', null, null, '2026', null, null]],
  [14, '2026-01-22', [null, '2025', ...Array(11).fill(null), '2026']],
])('cash flow of %d months until %s has the year beneath the first month of it', (months, day, years) => {
  const words = createFormat({ locale: 'en-US', isHidden: false, today: day });
  const flows = [flow({ date: day })];
  const [usd] = cashFlowSection(flows, { months, today: day }, words).currencies;
  expect(usd?.chart.groups.map(({ year }) => year)).toEqual(years);
});
