import { expect, it } from 'vitest';
import { createFormat } from '../../src/finance/format.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { BankReading } from '../../src/reading/reading.ts';
import { attentionTo } from '../../src/sections/attention.ts';

const TODAY = '2025-11-22';
const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
const errorOf = (kind: PlaidErrorKind) => new PlaidError({ kind, code: 'CODE' });
const failed = (kind: PlaidErrorKind) => Promise.resolve({ ok: false as const, error: errorOf(kind) });
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const balances = { accounts: [], source: 'live' as const };
const status = (error: PlaidError | null, consentExpiresAt: Date | null = null) =>
  ok({ institutionName: null, lastUpdatedAt: null, consentExpiresAt, error });

function bank(name: string, facts: Partial<BankReading> = {}): BankReading {
  return {
    id: name,
    name,
    isNew: false,
    isGrowing: Promise.resolve(false),
    live: ok(balances),
    history: ok({ transactions: [], balances }),
    item: status(null),
    ...facts,
  };
}

const attention = (...banks: BankReading[]) => attentionTo(banks, TODAY, format);

it('is not there while every bank is well', async () => {
  expect(await attention(bank('A'), bank('B', { live: null }))).toBeNull();
});

it('has one line for a bank, about its worst trouble', async () => {
  const signedOut = bank('A', {
    live: failed('bank-down'),
    history: failed('bank-down'),
    item: status(errorOf('sign-in')),
  });
  const strip = await attention(signedOut, bank('B'), bank('C', { history: failed('not-ready') }));
  expect(strip).toMatchObject({
    lines: [
      { name: 'A', sentence: expect.stringContaining('sign in again'), action: 'repair' },
      { name: 'C', sentence: expect.stringContaining('still preparing'), action: 'wait' },
    ],
  });
});

it('looks again by itself for a bank that was linked just now, and for no other', async () => {
  const preparing = { history: failed('not-ready'), live: failed('not-ready') };
  expect(await attention(bank('A', { ...preparing, isNew: true }))).toMatchObject({
    lines: [{ action: 'refresh' }],
    refreshSeconds: 20,
  });
  expect(await attention(bank('A', preparing))).toMatchObject({ refreshSeconds: null });
  expect(await attention(bank('A', { history: failed('limited'), isNew: true }))).toMatchObject({
    refreshSeconds: null,
  });
});

it('says which balances are shown when only those of this moment are missing', async () => {
  expect((await attention(bank('A', { live: failed('plaid-down') })))?.lines).toMatchObject([
    { sentence: 'did not tell its balances of this moment, so the last known ones are shown' },
  ]);
  expect((await attention(bank('A', { live: failed('limited') })))?.lines[0]?.sentence).toMatch(
    /wait a minute .* shown as last known$/,
  );
});

it('says nothing of what a bank does not offer', async () => {
  const lacking = failed('unsupported');
  expect(await attention(bank('A', { live: lacking }), bank('B', { history: lacking }))).toBeNull();
});

it('tells in time that a permission ends', async () => {
  const until = (day: string) => bank('A', { item: status(null, new Date(`${day}T12:00:00Z`)) });
  expect((await attention(until('2025-12-06')))?.lines).toMatchObject([
    { sentence: expect.stringContaining('until Dec 6'), action: 'repair' },
  ]);
  expect(await attention(until('2025-12-07'))).toBeNull();
});

it('passes over what a bank does not offer to what else there is to say of it', async () => {
  const ending = { item: status(null, new Date('2025-11-25T12:00:00Z')) };
  const lacking = failed('unsupported');
  for (const facts of [{ history: lacking }, { live: lacking }, { live: null }]) {
    expect((await attention(bank('A', { ...ending, ...facts })))?.lines).toMatchObject([{ kind: 'consent' }]);
  }
  expect(await attention(bank('A', { item: status(errorOf('unsupported')) }))).toBeNull();
});

it('looks again for the one that is preparing beside one that is not', async () => {
  const preparing = bank('A', { history: failed('not-ready'), isNew: true });
  const signedOut = bank('B', { item: status(errorOf('sign-in')) });
  expect((await attention(preparing, signedOut))?.refreshSeconds).toBe(20);
});

it('goes without the state of a connection where a page does not ask for it, or it is not told', async () => {
  const { item: _, live: __, ...listed } = bank('A', { history: failed('limited') });
  expect(await attentionTo([listed], TODAY, format)).toMatchObject({ lines: [{ kind: 'limited' }] });
  const { item: ___, ...well } = bank('A');
  expect(await attentionTo([well], TODAY, format)).toBeNull();
  expect(await attention(bank('A', { item: failed('plaid-down') }))).toBeNull();
});
