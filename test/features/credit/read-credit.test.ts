import { expect, it } from 'vitest';
import { type CreditReading, knownCredit, startCredit } from '../../../src/features/credit/read-credit.ts';
import type { Liabilities } from '../../../src/finance/model.ts';
import { PlaidError } from '../../../src/plaid/errors.ts';
import type { Gateway } from '../../../src/plaid/gateway.ts';
import { account } from '../../finance/samples.ts';

const card = (id: string) => account({ id, type: 'credit', balanceMinor: -100_00, limitMinor: 1000_00 });
const loan = (id: string) => account({ id, type: 'loan', balanceMinor: -5000_00 });

function told(name: string, ...accounts: Liabilities['accounts'][number][]): CreditReading {
  const value = { accounts, terms: new Map() };
  return { id: name, name, liabilities: Promise.resolve({ ok: true, value }) };
}

function failed(name: string, error: ConstructorParameters<typeof PlaidError>[0]): CreditReading {
  return { id: name, name, liabilities: Promise.resolve({ ok: false, error: new PlaidError(error) }) };
}

it('puts the cards and loans of all banks together, each with its bank', async () => {
  const known = await knownCredit([told('A', card('a1'), loan('a2')), told('B', card('b1'))], []);
  expect(known.cards.map(({ account: { id }, bank }) => [id, bank.name])).toEqual([
    ['a1', 'A'],
    ['b1', 'B'],
  ]);
  expect(known.loans.map(({ account: { id }, bank }) => [id, bank.name])).toEqual([['a2', 'A']]);
  expect(known.use).toMatchObject([{ ratio: 0.1, cardCount: 2 }]);
  expect([known.problems, known.banksWithout]).toEqual([[], []]);
});

it('tells banks without cards and loans from banks that failed', async () => {
  const known = await knownCredit(
    [
      told('Empty'),
      failed('Unsupported', { kind: 'unsupported', code: 'NO_LIABILITY_ACCOUNTS' }),
      failed('Down', { kind: 'bank-down', code: 'INSTITUTION_DOWN', requestId: 'r1' }),
    ],
    [],
  );
  expect(known.banksWithout).toEqual(['Empty', 'Unsupported']);
  expect(known.problems).toEqual([
    expect.objectContaining({ id: 'Down', kind: 'bank-down', action: 'again', requestId: 'r1' }),
  ]);
});

it('counts a bank as read when it has answered, be it that it has neither', async () => {
  const lacking = failed('Unsupported', { kind: 'unsupported', code: 'NO_LIABILITY_ACCOUNTS' });
  const down = failed('Down', { kind: 'bank-down', code: 'INSTITUTION_DOWN' });
  const isAnyRead = async (...banks: CreditReading[]) => (await knownCredit(banks, [])).isAnyRead;
  expect(await isAnyRead(down)).toBe(false);
  expect(await isAnyRead(told('Empty'))).toBe(true);
  expect(await isAnyRead(down, told('A', card('a1')))).toBe(true);
  expect(await isAnyRead(down, lacking)).toBe(true);
});

it('says what the bank must be allowed to share only where that is missing', async () => {
  const { problems } = await knownCredit(
    [
      failed('A', { kind: 'consent', code: 'ADDITIONAL_CONSENT_REQUIRED' }),
      failed('B', { kind: 'consent', code: 'NO_ACCOUNTS' }),
      failed('C', { kind: 'not-ready', code: 'PRODUCT_NOT_READY' }),
    ],
    [],
  );
  expect(problems).toMatchObject([
    { action: 'repair', sentence: expect.stringContaining('cards and loans') },
    { action: 'repair', sentence: expect.not.stringContaining('cards and loans') },
    { action: 'wait' },
  ]);
});

it('asks every bank at once', () => {
  const asked: string[] = [];
  const liabilities = (accessToken: string) => {
    asked.push(accessToken);
    return new Promise<Liabilities>(() => {});
  };
  const now = new Date();
  const known = { userId: null, itemId: 'i', institutionId: null, institutionName: 'A', linkedAt: now };
  const linkedBanks = ['t1', 't2'].map((accessToken) => ({
    id: accessToken,
    connection: { ...known, accessToken },
    expiresAt: now,
    isSessionOnly: false,
  }));
  startCredit({ gateway: { liabilities } as unknown as Gateway, linkedBanks, callOptions: {} });
  expect(asked).toEqual(['t1', 't2']);
});
