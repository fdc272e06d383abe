import { expect, it } from 'vitest';
import { findRecurring } from '../../../src/features/recurring/detect/detect.ts';
import { upcoming } from '../../../src/features/recurring/upcoming.ts';
import { flow } from '../../finance/samples.ts';

it('lists what is due soon, in the order given, also what is late, and nothing that has stopped', () => {
  const monthly = (name: string, day: string, months: number[]) =>
    months.map((month) =>
      flow({ name, originalName: name, date: `2025-${String(month).padStart(2, '0')}-${day}` }),
    );
  const flows = [
    ...monthly('Gym', '20', [8, 9, 10]),
    ...monthly('News', '02', [8, 9, 10]),
    ...monthly('Films', '30', [8, 9, 10]),
    ...monthly('Stopped', '05', [5, 6, 7]),
  ];
  const found = findRecurring(flows, '2025-11-03');
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
