/** Accounts that no bank tells, and totals of past days with them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupAccounts, netWorth } from '../../../src/finance/accounts.ts';
import type { Book, OwnKind, OwnLine } from '../../../src/finance/book/lines.ts';
import {
  bankOrOwnFigure,
  ownAccounts,
  ownFigureWords,
  ownPasts,
} from '../../../src/finance/book/own-accounts.ts';
import { createFormat } from '../../../src/finance/format.ts';
import { netWorthHistory } from '../../../src/finance/net-worth-history.ts';
import { pastBalances } from '../../../src/finance/past-balances.ts';
import { account, transaction } from '../samples.ts';

const own = (facts: Partial<OwnLine> = {}): OwnLine => ({
  ...{ kind: 'own', name: 'Our house', ownKind: 'property', amountMinor: 420_000_00, currency: 'USD' },
  ...{ day: '2026-11-01', ...facts },
});

describe('an account that no bank tells', () => {
  it.each<[OwnKind, number, number, string, string]>([
    ['property', 5_00, 5_00, 'other', 'property'],
    ['vehicle', 5_00, 5_00, 'other', 'property'],
    ['cash', 5_00, 5_00, 'depository', 'cash'],
    ['loan', 5_00, -5_00, 'loan', 'loans'],
    ['loan', 0, 0, 'loan', 'loans'],
    ['other', -5_00, -5_00, 'other', 'other'],
  ])('of the kind %s with %i adds %i to net worth', (of, amountMinor, balanceMinor, type, group) => {
    const [only] = ownAccounts([own({ ownKind: of, amountMinor })]);
    expect(only).toEqual({
      ...{ id: 'own:Our house', name: 'Our house', officialName: null, mask: null, type, subtype: of },
      ...{ currency: 'USD', balanceMinor, availableMinor: null, limitMinor: null, ownFigureOn: '2026-11-01' },
    });
    expect(groupAccounts([only ?? account()]).map(({ id }) => id)).toEqual([group]);
  });

  it('is all that a book tells of accounts', () => {
    const rate = { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' } as const;
    expect(
      ownAccounts([rate, own(), own({ name: 'Car', ownKind: 'vehicle' })]).map(({ name }) => name),
    ).toEqual(['Our house', 'Car']);
  });

  it('is dated wherever it stands, and an account of a bank is not', () => {
    const format = createFormat({ locale: 'en-GB', isHidden: false, today: '2026-11-22' });
    const [only] = ownAccounts([own()]);
    expect(ownFigureWords(only ?? account(), format)).toBe('your own figure of 1 Nov 2026');
    expect(ownFigureWords(account(), format)).toBeNull();
    expect(bankOrOwnFigure(only ?? account(), 'Fern', format)).toBe('Your own figure of 1 Nov 2026');
    expect(bankOrOwnFigure(account(), 'Fern', format)).toBe('Fern');
  });

  it('holds the same on every past day, exactly', () => {
    const [past] = ownPasts([own({ amountMinor: 7 })], '2026-10-30', '2026-11-01');
    expect(past).toEqual({
      ...{
        account: ownAccounts([own({ amountMinor: 7 })])[0],
        knownFrom: '2026-10-30',
        reason: null,
        isAbout: false,
      },
      days: ['2026-10-30', '2026-10-31', '2026-11-01'].map((date) => ({ date, balanceMinor: 7 })),
    });
  });

  it('of a bank is in no group of houses, whatever the bank calls it', () => {
    expect(groupAccounts([account({ type: 'other', subtype: 'property' })])[0]?.id).toBe('other');
  });
});

const money = fc.integer({ min: -1e9, max: 1e9 });
const currency = fc.constantFrom('USD', 'EUR', 'JPY');
const ownLines = fc
  .array(
    fc.tuple(fc.constantFrom<OwnKind[]>('property', 'vehicle', 'cash', 'loan', 'other'), money, currency),
    {
      maxLength: 8,
    },
  )
  .map((all) =>
    all.map(([of, amountMinor, code], index) =>
      own({ name: `Own ${index}`, ownKind: of, amountMinor, currency: code }),
    ),
  );
/** What one adds to net worth, by the words: of a loan, what is owed is positive. */
const worthOf = ({ ownKind, amountMinor }: OwnLine) =>
  ownKind === 'loan' ? -BigInt(amountMinor) : BigInt(amountMinor);

it('is in net worth, and in the assets or the debts by its sign, for any book and accounts', () => {
  const accounts = fc.array(fc.record({ balanceMinor: money, currency }).map(account), { maxLength: 6 });
  fc.assert(
    fc.property(accounts, ownLines, (atBanks, lines) => {
      const { byCurrency, excludedAccounts } = netWorth([...atBanks, ...ownAccounts(lines)]);
      expect(excludedAccounts).toEqual([]);
      for (const code of ['USD', 'EUR', 'JPY']) {
        const values = [
          ...atBanks.filter((one) => one.currency === code).map((one) => BigInt(one.balanceMinor ?? 0)),
          ...lines.filter((line) => line.currency === code).map(worthOf),
        ];
        const sum = (wanted: (value: bigint) => boolean) =>
          values.filter(wanted).reduce((total, value) => total + value, 0n);
        const found = byCurrency.find((one) => one.currency === code);
        expect(found !== undefined).toBe(values.length > 0);
        if (!found) continue;
        expect(BigInt(found.netMinor)).toBe(sum(() => true));
        expect(BigInt(found.assetsMinor)).toBe(sum((value) => value > 0n));
        expect(BigInt(found.debtsMinor)).toBe(sum((value) => value < 0n));
      }
    }),
    { numRuns: 500 },
  );
});

describe('on past days', () => {
  const [from, today] = ['2025-11-01', '2025-11-22'];
  const dates = Array.from({ length: 22 }, (_, index) =>
    new Date(Date.UTC(2025, 10, 1 + index)).toISOString().slice(0, 10),
  );

  it('it counts at its figure, and the total begins where it would without it', () => {
    const accounts = fc.array(fc.record({ balanceMinor: money, currency }), { maxLength: 4 });
    const rows = fc.array(
      fc.record({ of: fc.nat(3), date: fc.constantFrom(...dates.slice(4)), amountMinor: money, currency }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(accounts, rows, ownLines, (balances, told, lines) => {
        const atBanks = balances.map((facts, index) => account({ id: `a${index}`, ...facts }));
        const transactions = told.map(({ of, ...facts }) => transaction({ accountId: `a${of}`, ...facts }));
        const pasts = pastBalances({ accounts: atBanks, transactions, from, today });
        const before = netWorthHistory(pasts, []);
        const after = netWorthHistory([...pasts, ...ownPasts(lines, from, today)], []);
        for (const { currency: code, days, leftOut, parts } of after) {
          const ownSum = lines.filter((line) => line.currency === code).map(worthOf);
          const sum = ownSum.reduce((total, value) => total + value, 0n);
          const without = before.find((one) => one.currency === code);
          // Of the accounts of banks the same ones are left out, and of the book none.
          expect(leftOut).toEqual(without?.leftOut ?? []);
          const isOwnAlone = !without || without.days.length === 0;
          const expected = isOwnAlone
            ? ownSum.length > 0
              ? dates
              : []
            : without.days.map(({ date }) => date);
          expect(days.map(({ date }) => date)).toEqual(expected);
          for (const [index, { netMinor, assetsMinor, debtsMinor }] of days.entries()) {
            expect(BigInt(netMinor)).toBe(
              BigInt(isOwnAlone ? 0 : (without.days[index]?.netMinor ?? 0)) + sum,
            );
            expect(assetsMinor + debtsMinor).toBe(netMinor);
            const inParts = parts.reduce(
              (total, part) => total + (part.heldMinor[index] ?? 0) + (part.owedMinor[index] ?? 0),
              0,
            );
            expect(inParts).toBe(netMinor);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('makes no transfer of a bank’s only account unsure', () => {
    const book: Book = [own()];
    const pasts = [
      ...pastBalances({
        accounts: [account()],
        transactions: dates.map((date) => transaction({ date })),
        ...{ from, today },
      }),
      ...ownPasts(book, from, today),
    ];
    const leg = { accountId: 'checking', amountMinor: 5_00, currency: 'USD', date: '2025-11-02' };
    expect(netWorthHistory(pasts, [], [leg as never])[0]?.unsure).toEqual([]);
  });
});
