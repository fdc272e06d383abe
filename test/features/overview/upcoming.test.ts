import { expect, it } from 'vitest';
import { upcomingSection } from '../../../src/features/overview/upcoming.ts';
import { rowsByMerchant } from '../../../src/features/recurring/detect/detect.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { periodOf } from '../../../src/finance/period.ts';
import { flow } from '../../finance/samples.ts';

const today = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today });
const section = (flows: ReturnType<typeof flow>[]) =>
  upcomingSection(rowsByMerchant(flows), periodOf({}, today), format);

const monthly = (name: string, dayOfMonth: string, amountMinor = -17_99) =>
  ['06', '07', '08', '09', '10', '11']
    .map((month) => `2025-${month}-${dayOfMonth}`)
    .filter((date) => date <= today)
    .map((date) => flow({ date, name, originalName: name, amountMinor }));

it('tells when what recurs is expected, the soonest first', () => {
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

it('shows ten and counts the rest', () => {
  const flows = Array.from({ length: 13 }, (_, index) =>
    monthly(`Club ${'ABCDEFGHIJKLM'.charAt(index)}`, '10'),
  ).flat();
  expect(section(flows).rows).toHaveLength(10);
  expect(section(flows).more).toBe('3');
});

it('is empty where nothing recurs', () => {
  expect(section([flow()]).rows).toEqual([]);
});

it('tells money in from money out, what is due today, and how sure each is', () => {
  const flows = [
    ...monthly('Wages', '25', 2000_00).map((row) => flow({ ...row, category: 'INCOME', kind: 'income' })),
    ...monthly('Tunewell', '22').slice(0, -1),
    ...monthly('Ironwood Gym', '10'),
  ];
  expect(upcomingSection(rowsByMerchant(flows), periodOf({}, today), format)).toMatchObject({
    ...{ asOf: 'Next 30 days', days: 30, more: null },
    rows: [
      { payee: 'Tunewell', day: 'Today', isIn: false, likelihood: 'likely' },
      { payee: 'Wages', amount: '+$2,000.00', isIn: true },
      { payee: 'Ironwood Gym', isIn: false, likelihood: 'very likely' },
    ],
  });
});

it('says nothing of more where there are ten', () => {
  const flows = Array.from({ length: 10 }, (_, index) =>
    monthly(`Club ${'ABCDEFGHIJ'.charAt(index)}`, '10'),
  ).flat();
  expect(section(flows)).toMatchObject({ more: null, rows: { length: 10 } });
});
