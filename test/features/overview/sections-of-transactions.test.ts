/** The dashboard’s sections that are made from transactions: month so far, spending, upcoming and latest. */

import { describe, expect, it } from 'vitest';
import { latestSection } from '../../../src/features/overview/latest.ts';
import { monthSoFarSection } from '../../../src/features/overview/month-so-far.ts';
import { merchantsOf, spendingSection } from '../../../src/features/overview/spending.ts';
import { upcoming, upcomingSection } from '../../../src/features/overview/upcoming.ts';
import { recurringAmong, rowsByMerchant } from '../../../src/features/recurring/detect/detect.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { periodOf } from '../../../src/finance/period.ts';
import { account, flow, transaction } from '../../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });

type Flows = ReturnType<typeof flow>[];

describe('month so far', () => {
  const section = (flows: Flows, words = format) => monthSoFarSection(flows, periodOf({}, today), words);
  const spend = (date: string, amountMinor: number) => flow({ date, amountMinor });
  const pay = (date: string, amountMinor: number) => flow({ date, amountMinor, category: 'INCOME' });

  it('compares this month with the same days of the last one', () => {
    const rows = [
      pay('2025-11-05', 2605_00),
      spend('2025-11-20', -91_00),
      pay('2025-10-05', 2605_00),
      spend('2025-10-22', -100_00),
      spend('2025-10-23', -999_00),
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

  it('is empty where there is no transaction', () => {
    expect(section([]).currencies).toEqual([]);
  });

  it('shows no amount and no difference when amounts are hidden', () => {
    const [shown] = section([spend('2025-11-20', -7133), spend('2025-10-01', -8244)], hidden).currencies;
    expect(JSON.stringify({ ...shown, pace: undefined })).not.toMatch(/71|33|82|44|more|less/);
    expect(shown?.pace?.title).toBe('Spending is lower than in the same days of October 2025.');
  });

  it.each<[string, number, number, string, string | null]>([
    ['more', -110_00, -100_00, '$10.00 more', '10% higher than'],
    ['less', -50_00, -100_00, '$50.00 less', '50% lower than'],
    ['the same', -100_00, -100_00, 'the same', 'the same as'],
    ['nothing', 0, -100_00, '$100.00 less', '100% lower than'],
    ['refunds', 5_00, -100_00, '$95.00 less', null],
    ['spending after refunds', -5_00, 100_00, '$95.00 less', null],
  ])('puts %s into words against the month before', (_what, now, before, difference, words) => {
    const title = `Spending is ${words} in the same days of October 2025.`;
    expect(section([spend('2025-11-20', now), spend('2025-10-20', before)])).toMatchObject({
      asOf: 'Until Nov 22, 2025',
      currencies: [
        {
          caption: 'Against the same days of October 2025',
          rows: [
            { label: 'In', isIn: false, difference: 'the same' },
            { label: 'Out', difference },
          ],
          pace: words === null ? null : { title },
        },
      ],
    });
  });
});

describe('spending', () => {
  function section(flows: Flows, days = '30') {
    const period = periodOf({ days }, today);
    return spendingSection(flows, merchantsOf(flows, period, format), period, format);
  }
  const inCategories = (count: number) =>
    [...'ABCDEFGHIJKL']
      .slice(0, count)
      .map((letter, index) => flow({ amountMinor: -(index + 1) * 100, category: `MADE_UP_${letter}` }));

  it('links each category to its transactions of the same days', () => {
    const rows = [flow({ amountMinor: -40_00 }), flow({ amountMinor: -10_00, category: 'TRAVEL' })];
    const [usd] = section(rows, '90').currencies;
    expect(usd?.categories).toEqual([
      { label: 'Food and drink', query: 'days=90&category=FOOD_AND_DRINK', width: 100, spent: '$40.00' },
      { label: 'Travel', query: 'days=90&category=TRAVEL', width: 25, spent: '$10.00' },
    ]);
    expect(usd?.spent).toBe('$50.00');
  });

  it('sums small categories up, so that the rows add up to the whole', () => {
    const [usd] = section(inCategories(12)).currencies;
    expect(usd?.categories).toHaveLength(9);
    expect(usd?.categories.at(-1)).toMatchObject({ label: 'Everything else', spent: '$10.00' });
    expect(usd?.spent).toBe('$78.00');
  });

  it.each([
    [8, 8, 'Made up a'],
    [9, 9, 'Made up a'],
    [10, 9, 'Everything else'],
  ])('of %i categories shows %i rows, the last of them “%s”', (count, rows, last) => {
    const { asOf, currencies } = section(inCategories(count), '90');
    expect(asOf).toBe('Last 90 days');
    expect(currencies[0]?.categories).toHaveLength(rows);
    const query = last === 'Everything else' ? 'days=90' : 'days=90&category=MADE_UP_A';
    expect(currencies[0]?.categories.at(-1)).toMatchObject({ label: last, query });
  });

  it('counts only the days chosen', () => {
    const old = flow({ date: '2025-09-01' });
    expect(section([old]).currencies).toEqual([]);
    expect(section([old], '90').currencies).toHaveLength(1);
    expect(section([], '90').ranges.find(({ isCurrent }) => isCurrent)?.days).toBe(90);
  });

  it('names the merchants with the largest sums, currency by currency', () => {
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
});

describe('upcoming', () => {
  const section = (flows: Flows) => upcomingSection(rowsByMerchant(flows), periodOf({}, today), format);
  const monthly = (name: string, dayOfMonth: string, amountMinor = -17_99) =>
    ['06', '07', '08', '09', '10', '11']
      .map((month) => `2025-${month}-${dayOfMonth}`)
      .filter((date) => date <= today)
      .map((date) => flow({ date, name, originalName: name, amountMinor }));
  const clubs = (count: number) =>
    [...'ABCDEFGHIJKLM'].slice(0, count).flatMap((letter) => monthly(`Club ${letter}`, '10'));

  it('lists what is due soon or late, in the order given, and nothing that has stopped', () => {
    const flows = [
      ...monthly('Gym', '20').slice(2, 5),
      ...monthly('News', '02').slice(2, 5),
      ...monthly('Films', '30').slice(2, 5),
      ...monthly('Stopped', '05').slice(0, 3),
    ];
    const found = recurringAmong(rowsByMerchant(flows), '2025-11-03');
    const due = (days: number) =>
      upcoming(found, '2025-11-03', days).map(({ day, recurring }) => [recurring.name, day]);
    expect(due(30)).toEqual([
      ['News', '2025-11-02'],
      ['Gym', '2025-11-20'],
      ['Films', '2025-11-30'],
    ]);
    expect(due(17)).toHaveLength(2);
    expect(due(16)).toHaveLength(1);
  });

  it('shows when what recurs is expected, the soonest first', () => {
    const flows = [
      ...monthly('Ironwood Gym', '10'),
      ...monthly('Tunewell', '23'),
      ...monthly('Rent', '20', -850_00),
    ];
    expect(section(flows)).toMatchObject({
      more: null,
      rows: [
        { payee: 'Tunewell', day: 'Tomorrow', amount: '−$17.99' },
        { payee: 'Ironwood Gym', day: 'Wed, Dec 10', likelihood: 'very likely' },
        { payee: 'Rent', day: 'Sat, Dec 20', amount: '−$850.00' },
      ],
    });
  });

  it('says so when something is late', () => {
    const late = [...monthly('Fiberleaf', '15').slice(0, -1), ...monthly('Tunewell', '21').slice(0, -1)];
    expect(section(late).rows).toMatchObject([{ day: 'was due Sat, Nov 15' }, { day: 'was due yesterday' }]);
  });

  it.each([
    [10, null],
    [13, '3'],
  ])('shows ten of %i and counts the rest: %s', (count, more) => {
    expect(section(clubs(count))).toMatchObject({ more, rows: { length: 10 } });
  });

  it('is empty where nothing recurs', () => {
    expect(section([flow()]).rows).toEqual([]);
  });

  it('tells money in from money out, what is due today, and how likely each is', () => {
    const flows = [
      ...monthly('Wages', '25', 2000_00).map((row) => flow({ ...row, category: 'INCOME', kind: 'income' })),
      ...monthly('Tunewell', '22').slice(0, -1),
      ...monthly('Ironwood Gym', '10'),
    ];
    expect(section(flows)).toMatchObject({
      ...{ asOf: 'Next 30 days', days: 30, more: null },
      rows: [
        { payee: 'Tunewell', day: 'Today', isIn: false, likelihood: 'likely' },
        { payee: 'Wages', amount: '+$2,000.00', isIn: true },
        { payee: 'Ironwood Gym', isIn: false, likelihood: 'very likely' },
      ],
    });
  });
});

describe('latest', () => {
  it('shows ten, pending ones first and then the newest', () => {
    const days = Array.from({ length: 15 }, (_, index) => `2025-11-${String(index + 1).padStart(2, '0')}`);
    const rows = days.map((date) => transaction({ date }));
    rows.push(transaction({ date: '2025-11-01', isPending: true }));
    const section = latestSection(rows, [account()], format);
    expect(section.rows).toHaveLength(10);
    expect(section.rows.slice(0, 3).map(({ day }) => day)).toEqual([null, 'Sat, Nov 15', 'Fri, Nov 14']);
  });

  it('names the account of each, where it is known', () => {
    const { rows } = latestSection([transaction(), transaction({ accountId: 'gone' })], [account()], format);
    expect(rows).toMatchObject([{ account: 'Everyday ••1234' }, { account: null }]);
  });
});
