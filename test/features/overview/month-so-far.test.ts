import { expect, it } from 'vitest';
import { monthSoFarSection } from '../../../src/features/overview/month-so-far.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { periodOf } from '../../../src/finance/period.ts';
import { flow } from '../../finance/samples.ts';

const today = '2025-11-22';
const period = periodOf({}, today);
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });
const section = (flows: ReturnType<typeof flow>[], words = format) => monthSoFarSection(flows, period, words);

const pay = (date: string, amountMinor: number) => flow({ date, amountMinor, category: 'INCOME' });

it('sets this month beside the same days of the last', () => {
  const rows = [
    pay('2025-11-05', 2605_00),
    flow({ date: '2025-11-20', amountMinor: -91_00 }),
    pay('2025-10-05', 2605_00),
    flow({ date: '2025-10-22', amountMinor: -100_00 }),
    flow({ date: '2025-10-23', amountMinor: -999_00 }),
  ];
  expect(section(rows).currencies).toMatchObject([
    {
      thisMonth: 'November 2025',
      lastMonth: 'October 2025',
      rows: [
        { label: 'In', now: '+$2,605.00', before: '+$2,605.00', difference: 'the same', isIn: true },
        { label: 'Out', now: '−$91.00', before: '−$100.00', difference: '$9.00 less', isIn: false },
      ],
      net: { now: '+$2,514.00', before: '+$2,505.00' },
      pace: {
        title: 'Spending is 9% lower than in the same days of October 2025.',
        bars: [{ width: 91 }, { width: 100 }],
      },
    },
  ]);
});

it('draws no comparison with a month without spending', () => {
  expect(section([flow({ date: '2025-11-20' })]).currencies[0]).toMatchObject({ pace: null });
});

it('keeps currencies apart', () => {
  const rows = [flow({ date: '2025-11-01' }), flow({ date: '2025-11-01', currency: 'EUR' })];
  expect(section(rows).currencies.map(({ name }) => name)).toEqual(['Euro', 'US Dollar']);
});

it('is empty where nothing moved', () => {
  expect(section([]).currencies).toEqual([]);
});

it('tells no amount and no difference when amounts are hidden', () => {
  const rows = [
    flow({ date: '2025-11-20', amountMinor: -7133 }),
    flow({ date: '2025-10-01', amountMinor: -8244 }),
  ];
  const words = JSON.stringify({ ...section(rows, hidden).currencies[0], pace: undefined });
  expect(words).not.toMatch(/71|33|82|44|more|less/);
  expect(section(rows, hidden).currencies[0]).toMatchObject({
    pace: { title: 'Spending is lower than in the same days of October 2025.' },
  });
});

it.each<[string, number, number, string, string | null]>([
  ['more', -110_00, -100_00, '$10.00 more', 'Spending is 10% higher than in the same days of October 2025.'],
  ['less', -50_00, -100_00, '$50.00 less', 'Spending is 50% lower than in the same days of October 2025.'],
  ['as much', -100_00, -100_00, 'the same', 'Spending is the same as in the same days of October 2025.'],
  ['nothing', 0, -100_00, '$100.00 less', 'Spending is 100% lower than in the same days of October 2025.'],
  ['refunds', 5_00, -100_00, '$95.00 less', null],
  ['after refunds', -5_00, 100_00, '$95.00 less', null],
])('says what %s is against the month before', (_what, now, before, difference, title) => {
  const rows = [
    flow({ date: '2025-11-20', amountMinor: now }),
    flow({ date: '2025-10-20', amountMinor: before }),
  ];
  expect(section(rows)).toMatchObject({
    asOf: 'Until Nov 22, 2025',
    currencies: [
      {
        caption: 'Against the same days of October 2025',
        rows: [
          { label: 'In', isIn: false, difference: 'the same' },
          { label: 'Out', difference },
        ],
        pace: title === null ? null : { title },
      },
    ],
  });
});
