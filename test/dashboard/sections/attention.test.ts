import { expect, it } from 'vitest';
import { BankError, type BankErrorKind } from '../../../src/bank/errors.ts';
import type { BankReading } from '../../../src/dashboard/reading.ts';
import { attentionSection } from '../../../src/dashboard/sections/attention.ts';

const errorOf = (kind: BankErrorKind) => new BankError({ kind, code: 'CODE' });
const failed = (kind: BankErrorKind) => Promise.resolve({ ok: false as const, error: errorOf(kind) });
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const balances = { accounts: [], source: 'live' as const };
const status = (error: BankError | null) =>
  ok({ institutionName: null, lastUpdatedAt: null, consentExpiresAt: null, error });

function bank(name: string, facts: Partial<BankReading> = {}): BankReading {
  return {
    id: name,
    name,
    live: ok(balances),
    history: ok({ transactions: [], balances }),
    item: status(null),
    ...facts,
  };
}

const linesOf = async (...banks: BankReading[]) => await attentionSection({ banks, callCount: () => 0 });

it('is not there while every bank is well', async () => {
  expect(await linesOf(bank('A'), bank('B'))).toBeNull();
});

it('has one line for a bank, about its worst trouble', async () => {
  const signedOut = bank('A', {
    live: failed('bank-down'),
    history: failed('bank-down'),
    item: status(errorOf('sign-in')),
  });
  const outcome = await linesOf(signedOut, bank('B'), bank('C', { history: failed('not-ready') }));
  expect(outcome).toMatchObject({
    state: 'ready',
    model: {
      lines: [
        { name: 'A', sentence: expect.stringContaining('sign in again') },
        { name: 'C', sentence: expect.stringContaining('still preparing'), action: 'wait' },
      ],
    },
  });
});

it('keeps quiet when only the live balance did not come in time, for the copy is shown', async () => {
  expect(await linesOf(bank('A', { live: failed('plaid-down') }))).toBeNull();
});
