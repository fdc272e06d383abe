/** The emulator's own past, by which the app's reconstruction is judged, agrees with what it told on each of those days. */

import type { Transaction as RawTransaction } from 'plaid';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepLedger } from '../../src/emulator/world/ledger.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  return () => emulator.close();
});

const dayNumber = (date: string) => Date.parse(date) / 86_400_000;

describe('the books of past days', () => {
  it.each(['ins_900001', 'ins_900002', 'ins_900006'])(
    'of %s are those of a ledger kept on that day',
    (bank) => {
      const item = emulator.itemAt(bank, { person: 'couple' });
      const person = PEOPLE.find(({ id }) => id === 'couple');
      if (person === undefined) throw new Error('there is a couple');
      for (const { days, accountId } of emulator.control.pastBalances(item.id, '2026-03-01')) {
        expect(days).toHaveLength(81);
        for (const { date, currentMinor } of days) {
          const kept = keepLedger(item.institution.planFor(person), `1:${bank}:couple:`, dayNumber(date));
          const position = emulator.control
            .pastBalances(item.id, date)
            .findIndex((account) => account.accountId === accountId);
          expect(currentMinor, date).toBe(kept.accounts[position]?.currentMinor);
        }
      }
    },
  );
});

describe('a bank that reverses', () => {
  it('takes rows back the day after, and posts them again', () => {
    const item = emulator.itemAt('ins_900023', { person: 'couple' });
    const rows = emulator.control.rawTransactions(item.id) as RawTransaction[];
    const reversed = rows.filter((row) =>
      rows.some(
        (back) =>
          back.amount === -row.amount &&
          back.amount < 0 &&
          back.account_id === row.account_id &&
          back.name === row.name &&
          dayNumber(back.date) === dayNumber(row.date) + 1,
      ),
    );
    expect(reversed.length).toBeGreaterThan(15);
    expect(new Set(rows.map(({ transaction_id }) => transaction_id)).size).toBe(rows.length);
  });
});
