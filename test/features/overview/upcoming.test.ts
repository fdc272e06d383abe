/** What is upcoming, and the bills of it that are late or due soon. */

import { describe, expect, it } from 'vitest';
import { duePayments, upcoming, upcomingSection } from '../../../src/features/overview/upcoming.ts';
import { recurringAmong, rowsByMerchant } from '../../../src/features/recurring/detect/detect.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { flow } from '../../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const hidden = createFormat({ locale: 'en-US', isHidden: true, today });

type Flows = ReturnType<typeof flow>[];

describe('upcoming', () => {
  const found = (flows: Flows) => recurringAmong(rowsByMerchant(flows), today);
  const section = (flows: Flows) => upcomingSection(found(flows), { today }, format);
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
    const all = recurringAmong(rowsByMerchant(flows), '2025-11-03');
    const due = (days: number) =>
      upcoming(all, '2025-11-03', days).map(({ day, recurring }) => [recurring.name, day]);
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
      rows: [
        { payee: 'Tunewell', day: 'Tomorrow', amount: '−$17.99' },
        { payee: 'Ironwood Gym', day: 'Wed, Dec 10', isDoubtful: false },
        { payee: 'Rent', day: 'Sat, Dec 20', amount: '−$850.00' },
      ],
    });
  });

  it('says so when something is late', () => {
    const late = [...monthly('Fiberleaf', '15').slice(0, -1), ...monthly('Tunewell', '21').slice(0, -1)];
    expect(section(late).rows).toMatchObject([{ day: 'Was due Sat, Nov 15' }, { day: 'Was due yesterday' }]);
  });

  it('shows six of thirteen, and says how many more there are', () => {
    expect(section(clubs(13))).toMatchObject({ rows: { length: 6 }, asOf: '6 of 13 in 30 days' });
    expect(section(clubs(6))).toMatchObject({ rows: { length: 6 }, asOf: 'Next 30 days' });
  });

  it('leaves out the smallest where more than six are due within three days', () => {
    const soon = [...'ABCDEFGH'].flatMap((letter, index) =>
      monthly(`Club ${letter}`, '25', [-5_00, -9_00, -1_00, -800_00][index] ?? -7_00 - index),
    );
    const payees = (flows: Flows) => section(flows).rows.map(({ payee }) => payee);
    expect(payees(soon)).toEqual(['B', 'D', 'E', 'F', 'G', 'H'].map((letter) => `Club ${letter}`));
    // What is due later is none of them, however large.
    expect(payees([...soon, ...monthly('Rent', '26', -900_00)])).not.toContain('Rent');
  });

  it('marks only what may well not come', () => {
    const seldom = monthly('Seldom', '28').slice(2);
    expect(section([...seldom, ...monthly('Ironwood Gym', '10')]).rows).toMatchObject([
      { payee: 'Seldom', isDoubtful: true },
      { payee: 'Ironwood Gym', isDoubtful: false },
    ]);
  });

  it('is empty where nothing recurs', () => {
    expect(section([flow()]).rows).toEqual([]);
  });

  it('tells money in from money out, and what is due today', () => {
    const flows = [
      ...monthly('Wages', '25', 2000_00).map((row) => flow({ ...row, category: 'INCOME', kind: 'income' })),
      ...monthly('Tunewell', '22').slice(0, -1),
      ...monthly('Ironwood Gym', '10'),
    ];
    expect(section(flows)).toMatchObject({
      ...{ asOf: 'Next 30 days', days: 30 },
      rows: [
        { payee: 'Tunewell', day: 'Today', isIn: false },
        { payee: 'Wages', amount: '+$2,000.00', isIn: true },
        { payee: 'Ironwood Gym', isIn: false },
      ],
    });
  });
});

describe('payments that are due', () => {
  const bill = (name: string, dayOfMonth: string, months = ['06', '07', '08', '09', '10']) =>
    months.map((month) =>
      flow({
        ...{ date: `2025-${month}-${dayOfMonth}`, name, originalName: name },
        ...{ amountMinor: -50_00, category: 'RENT_AND_UTILITIES' },
      }),
    );
  const due = (flows: Flows, words = format) =>
    duePayments(recurringAmong(rowsByMerchant(flows), today), today, words);

  it('are bills that were expected more than two days ago, or come within three', () => {
    const flows = [
      ...bill('Rent', '10'),
      ...bill('Late By Two', '20'),
      ...bill('Power', '22'),
      ...bill('Water', '23'),
      ...bill('Phone', '25'),
      ...bill('Heat', '26'),
    ];
    expect(due(flows)).toEqual([
      { isLate: true, payee: 'Rent', amount: '$50.00', day: 'Mon, Nov 10' },
      { isLate: false, payee: 'Power', amount: '$50.00', day: 'today' },
    ]);
    // Of more than two the largest.
    const large = bill('Mortgage', '24').map((row) => ({ ...row, amountMinor: -2_000_00 }));
    expect(due([...flows, ...large]).map(({ payee }) => payee)).toEqual(['Rent', 'Mortgage']);
    expect(due(bill('Water', '23'))).toMatchObject([{ payee: 'Water', day: 'tomorrow' }]);
    expect(due(bill('Late By Two', '20'))).toEqual([]);
    expect(due(bill('Phone', '25'))).toMatchObject([{ payee: 'Phone', day: 'Tue, Nov 25' }]);
    expect(due(bill('Heat', '26'))).toEqual([]);
  });

  it('are neither subscriptions, nor pay, nor what may well not come', () => {
    const club = bill('Club', '23').map((row) => ({ ...row, category: 'ENTERTAINMENT' }));
    const wages = bill('Wages', '23').map((row) =>
      flow({ ...row, amountMinor: 900_00, category: 'INCOME', kind: 'income' }),
    );
    expect(due([...club, ...wages, ...bill('Doubtful', '23', ['08', '09', '10'])])).toEqual([]);
  });

  it('show no amount while amounts are hidden', () => {
    expect(due(bill('Water', '23'), hidden)).toMatchObject([{ amount: '•••••' }]);
  });
});
