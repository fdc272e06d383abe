import { expect, it } from 'vitest';
import { itemOf } from '../../src/emulator/item.ts';
import { createLedgers } from '../../src/emulator/ledgers.ts';
import { dayFrom } from '../../src/emulator/world/days.ts';

const TODAY = dayFrom(2026, 4, 20);

function itemWith(exactCount: number) {
  const seed = { institution: 0, person: 0, sharedAccounts: 1, daysRequested: 730, nonce: 0, generation: 0 };
  const item = itemOf({ ...seed, createdAt: new Date('2026-05-20T12:00:00Z') });
  if (item === null) throw new Error('the first person has no account at the first bank');
  return { ...item, exactCount };
}

it('keeps what was used last and forgets the oldest when there is too much', () => {
  const ledgerOf = createLedgers(1);
  const [small, large] = [itemWith(50_000), itemWith(70_000)];
  const first = ledgerOf(small, TODAY);
  const second = ledgerOf(large, TODAY);
  expect(ledgerOf(small, TODAY)).toBe(first);
  ledgerOf(itemWith(1_000), TODAY);
  expect(ledgerOf(small, TODAY)).toBe(first);
  expect(ledgerOf(large, TODAY)).not.toBe(second);
});

it('keeps the one in use, however large it is', () => {
  const ledgerOf = createLedgers(1);
  const huge = itemWith(130_000);
  expect(ledgerOf(huge, TODAY)).toBe(ledgerOf(huge, TODAY));
});

it('tomorrow is another ledger', () => {
  const ledgerOf = createLedgers(1);
  expect(ledgerOf(itemWith(10), TODAY)).not.toBe(ledgerOf(itemWith(10), TODAY + 1));
});
