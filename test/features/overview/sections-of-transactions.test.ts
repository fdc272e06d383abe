/** The dashboard’s sections that are made from transactions: month so far, spending and latest. */

import { describe, expect, it } from 'vitest';
import { latestSection } from '../../../src/features/overview/latest.ts';
import { monthSoFarSection } from '../../../src/features/overview/month-so-far.ts';
import { spendingSection } from '../../../src/features/overview/spending.ts';
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

  it('tells how much more came in, also after pay that was taken back', () => {
    const [usd] = section([pay('2025-11-05', 50_00), pay('2025-10-05', -30_00)]).currencies;
    expect(usd?.rows[0]).toMatchObject({ now: '+$50.00', before: '−$30.00', difference: '$80.00 more' });
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
    const [alike] = section([spend('2025-11-20', -99_99), spend('2025-10-01', -100_00)], hidden).currencies;
    expect(alike?.pace?.title).toBe('Spending is about the same as in the same days of October 2025.');
  });

  it.each<[string, number, number, string, string | null]>([
    ['more', -110_00, -100_00, '$10.00 more', '10% higher than'],
    ['less', -50_00, -100_00, '$50.00 less', '50% lower than'],
    ['the same', -100_00, -100_00, 'the same', 'the same as'],
    ['nothing', 0, -100_00, '$100.00 less', '100% lower than'],
    ['hardly more', -100_49, -100_00, '$0.49 more', 'about the same as'],
    ['hardly less', -99_51, -100_00, '$0.49 less', 'about the same as'],
    ['half a percent more', -100_50, -100_00, '$0.50 more', '1% higher than'],
    ['refunds', 5_00, -100_00, '$105.00 less', null],
    ['spending after refunds', -5_00, 100_00, '$105.00 more', null],
  ])('puts %s into words against the month before', (_what, now, before, difference, words) => {
    const title = `Spending is ${words} in the same days of October 2025.`;
    expect(section([spend('2025-11-20', now), spend('2025-10-20', before)])).toMatchObject({
      asOf: 'Against the same days of October 2025',
      currencies: [
        {
          caption: 'In and out, US Dollar',
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
    return spendingSection(flows, period, format);
  }
  const inCategories = (count: number) =>
    [...'ABCDEFGHIJKL']
      .slice(0, count)
      .map((letter, index) => flow({ amountMinor: -(index + 1) * 100, category: `MADE_UP_${letter}` }));

  it('links each category to its transactions of the same days', () => {
    const rows = [flow({ amountMinor: -40_00 }), flow({ amountMinor: -10_00, category: 'TRAVEL' })];
    const [usd] = section(rows, '90').currencies;
    expect(usd?.categories).toEqual([
      {
        label: 'Food and drink',
        query: 'days=90&category=FOOD_AND_DRINK&counts=spending',
        width: 100,
        spent: '$40.00',
      },
      { label: 'Travel', query: 'days=90&category=TRAVEL&counts=spending', width: 25, spent: '$10.00' },
    ]);
    expect(usd?.spent).toBe('$50.00');
  });

  it('sums small categories up, so that the rows add up to the whole', () => {
    const [usd] = section(inCategories(12)).currencies;
    expect(usd?.categories).toHaveLength(5);
    expect(usd?.categories.at(-1)).toMatchObject({ label: 'Everything else', spent: '$36.00' });
    expect(usd?.spent).toBe('$78.00');
  });

  it.each([
    [4, 4, 'Made up a', 'MADE_UP_A'],
    [5, 5, 'Made up a', 'MADE_UP_A'],
    [6, 5, 'Everything else', 'MADE_UP_B,MADE_UP_A'],
  ])(
    'of %i categories shows %i rows, the last of them “%s”, with a link to what it adds up',
    (count, rows, label, ids) => {
      const { asOf, currencies } = section(inCategories(count), '90');
      expect(asOf).toBe('Since Aug 24, 2025');
      expect(currencies[0]?.categories).toHaveLength(rows);
      const query = `days=90&category=${ids}&counts=spending`;
      expect(currencies[0]?.categories.at(-1)).toMatchObject({ label, query });
    },
  );

  it('never has a row “Other” beside “Everything else”', () => {
    const other = flow({ amountMinor: -99_00, category: 'OTHER' });
    const labels = (flows: Flows) => section(flows).currencies[0]?.categories.map(({ label }) => label);
    expect(labels([...inCategories(4), other])).toContain('Other');
    const many = labels([...inCategories(6), other]);
    expect(many?.at(-1)).toBe('Everything else');
    expect(many).not.toContain('Other');
  });

  it('counts only the days chosen', () => {
    const old = flow({ date: '2025-09-01' });
    expect(section([old]).currencies).toEqual([]);
    expect(section([old], '90').currencies).toHaveLength(1);
    expect(section([], '90').ranges.find(({ isCurrent }) => isCurrent)?.days).toBe(90);
  });

  it('offers every period in the words of a reader', () => {
    expect(section([]).ranges.map(({ label }) => label)).toEqual([
      '30 days',
      '90 days',
      '6 months',
      '1 year',
      '2 years',
    ]);
  });
});

describe('latest', () => {
  it('shows five, pending ones first and then the newest', () => {
    const days = Array.from({ length: 15 }, (_, index) => `2025-11-${String(index + 1).padStart(2, '0')}`);
    const rows = days.map((date) => transaction({ date }));
    rows.push(transaction({ date: '2025-11-01', isPending: true }));
    const section = latestSection(rows, [account()], format);
    expect(section.rows).toHaveLength(5);
    expect(section.rows.slice(0, 3).map(({ about }) => about)).toEqual([
      ['Everyday ••1234', 'Food and drink'],
      ['Sat, Nov 15', 'Everyday ••1234', 'Food and drink'],
      ['Fri, Nov 14', 'Everyday ••1234', 'Food and drink'],
    ]);
  });

  it('shows a purchase that is probably there twice as such, and no bank’s own text', () => {
    const twin = { id: 't2', date: '2025-11-05', amountMinor: -15_00 };
    const { rows } = latestSection([transaction({ isPending: true, probablySameAs: twin })], [], format);
    expect(rows[0]?.about).toEqual(['Probably the same as −$15.00 on Nov 5, 2025', 'Food and drink']);
    expect(JSON.stringify(rows)).not.toContain('SQ *');
  });
});
