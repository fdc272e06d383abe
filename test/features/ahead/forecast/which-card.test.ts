/** Which card a payment is of, where there are several, or several accounts to pay from. */

import { expect, it } from 'vitest';
import { cardAccounts } from '../../../../src/features/ahead/forecast/books.ts';
import { bought, came, card, checking, foretold, left, paidEachMonth } from './card-sample.ts';
import { booksWith, CARD, CHECKING } from './sample.ts';

it('of two cards the payment of one is none of the other', () => {
  const accountId = 'second';
  const rows = [
    ...[...paidEachMonth(400_00, '2025-10-05', 20), bought('2025-10-16', 400_00)],
    ...paidEachMonth(250_00, '2025-10-05', 20, accountId),
    ...[bought('2025-10-16', 250_00, accountId), left(250_00), came(250_00, { accountId })],
  ];
  const { dues } = foretold(
    [checking(2_750_00), card(-400_00), { ...CARD, id: accountId, balanceMinor: 0 }],
    rows,
  );
  expect(dues.map(([day, owed]) => [day, owed])).toEqual([
    ['2025-11-06', 400_00],
    ['2025-12-05', 0],
  ]);
});

it('a card that is paid from another account is not paid by what leaves this one', () => {
  const joint = { ...CHECKING, id: 'joint', balanceMinor: 1_000_00 };
  const rows = paidEachMonth(400_00, '2025-10-05', 20).map((row) =>
    row.accountId === 'checking' ? { ...row, accountId: 'joint' } : row,
  );
  const pending = left(400_00, { isPending: true });
  const { dues } = foretold(
    [checking(3_000_00), joint, card(-400_00)],
    [...rows, bought('2025-10-16', 400_00), pending],
  );
  expect(dues.map(([day, owed]) => [day, owed])).toEqual([['2025-11-06', 400_00]]);
});

it('a card whose balance is not given has no plan', () => {
  const rows = [...paidEachMonth(400_00, '2025-10-05', 20), bought('2025-10-16', 400_00)];
  expect(cardAccounts(booksWith([CHECKING, { ...CARD, balanceMinor: null }], rows))).toEqual([]);
  expect(foretold([checking(3_000_00), { ...CARD, balanceMinor: null }], rows).dues).toEqual([]);
});
