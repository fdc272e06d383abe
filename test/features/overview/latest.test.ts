import { expect, it } from 'vitest';
import { latestSection } from '../../../src/features/overview/latest.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { account, transaction } from '../../finance/samples.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });

it('shows ten, pending first and then the newest', () => {
  const days = Array.from({ length: 15 }, (_, index) => `2025-11-${index + 1}`.replace(/-(\d)$/, '-0$1'));
  const rows = [
    ...days.map((date) => transaction({ date })),
    transaction({ date: days[0] ?? '', isPending: true }),
  ];
  const section = latestSection(rows, [account()], format);
  expect(section.rows).toHaveLength(10);
  expect(section.rows.slice(0, 3).map(({ day }) => day)).toEqual([null, 'Sat, Nov 15', 'Fri, Nov 14']);
});

it('names the account of each, where it is known', () => {
  const rows = [transaction(), transaction({ accountId: 'gone' })];
  expect(latestSection(rows, [account()], format)).toMatchObject({
    rows: [{ account: 'Everyday ••1234' }, { account: null }],
  });
});
