/** The dashboard’s sections that are made from balances: net worth and accounts, each with how fresh it is. */

import { describe, expect, it } from 'vitest';
import { accountsSection } from '../../../src/features/overview/accounts.ts';
import { freshness, freshnessOf, freshnessOfRows } from '../../../src/features/overview/freshness.ts';
import { netWorthSection } from '../../../src/features/overview/net-worth.ts';
import type { OwnLine } from '../../../src/finance/book/lines.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { Account } from '../../../src/finance/model.ts';
import type { BankBalances } from '../../../src/reading/balances.ts';
import { account } from '../../finance/samples.ts';
import { copy, live } from '../../sections/balances-of.ts';

const options = { locale: 'en-US', today: '2025-11-22' };
const format = createFormat({ ...options, isHidden: false });
const hidden = createFormat({ ...options, isHidden: true });

const missing: BankBalances = { ...copy('D', [], null), balances: null };
const yesterday = new Date('2025-11-21T23:10:00Z');
const twoDaysAgo = new Date('2025-11-20T08:00:00Z');

describe('accounts', () => {
  const card = account({
    type: 'credit',
    name: 'Store Card',
    balanceMinor: -546_00,
    availableMinor: 154_00,
    limitMinor: 700_00,
  });

  it('have a row each, in groups, with their bank, and once how fresh the balances are', () => {
    const banks = [live('A', [account()]), copy('B', [card], yesterday)];
    expect(accountsSection(banks, format, [])).toMatchObject({
      asOf: 'Partly as of Nov 21, 2025, 11:10 PM UTC',
      groups: [
        {
          ...{ id: 'cash', title: 'Cash', count: null, isOpen: true },
          subtotals: [{ text: '$100.00', isDebt: false }],
          rows: [{ name: 'Everyday', mask: '1234', bankName: 'A', freshness: null, balance: '$100.00' }],
        },
        {
          title: 'Credit cards',
          subtotals: [{ text: '−$546.00', isDebt: true }],
          rows: [
            {
              balance: '−$546.00',
              isDebt: true,
              available: '$154.00 available',
              freshness: null,
              usage: { width: 78, text: '78% of $700.00 used', isHigh: true },
            },
          ],
        },
      ],
    });
  });

  it('have a subtotal for each currency', () => {
    const section = accountsSection([live('A', [account(), account({ currency: 'EUR' })])], format, []);
    expect(section).toMatchObject({ groups: [{ subtotals: [{ text: '€100.00' }, { text: '$100.00' }] }] });
  });

  it('say where a bank gives no balance, and fill no meter beyond its end', () => {
    const accounts = [account({ balanceMinor: null }), { ...card, balanceMinor: -900_00 }];
    expect(accountsSection([live('A', accounts)], format, [])).toMatchObject({
      groups: [
        { rows: [{ balance: 'not reported', available: null, isDebt: false }] },
        { rows: [{ usage: { width: 100 } }] },
      ],
    });
  });

  it('show no amount, limit or use when amounts are hidden', () => {
    expect(JSON.stringify(accountsSection([live('A', [card])], hidden, []))).not.toMatch(/546|154|700|78/);
  });

  it('show the date of a balance that its bank cannot give live', () => {
    const old = account({ balanceAt: new Date('2025-11-21T06:00:00Z') });
    expect(accountsSection([live('A', [old, account()])], format, [])).toMatchObject({
      asOf: 'Live, where the bank supports it',
      groups: [{ rows: [{ freshness: 'as of Nov 21, 2025, 6:00 AM UTC' }, { freshness: null }] }],
    });
  });

  it('show what is a debt, and how much is available of which account', () => {
    const accounts = [
      account({ balanceMinor: 0, availableMinor: 40_00 }),
      { ...card, limitMinor: null },
      account({ type: 'investment', availableMinor: 40_00 }),
    ];
    expect(accountsSection([live('A', accounts), missing], format, [])).toMatchObject({
      groups: [
        {
          subtotals: [{ text: '$0.00', isDebt: false }],
          rows: [{ isDebt: false, available: '$40.00 available' }],
        },
        { rows: [{ isDebt: true, available: '$154.00 available', usage: null }] },
        { rows: [{ isDebt: false, available: null }] },
      ],
    });
  });

  it.each<[Account['type'], string, string]>([
    ['depository', '$80.00', 'available'],
    ['credit', 'not reported', '$80.00 available'],
    ['loan', 'not reported', '$80.00 available'],
    ['investment', 'not reported', '$80.00 available'],
    ['other', 'not reported', '$80.00 available'],
  ])('of type %s show an available balance as such where there is no other', (type, balance, available) => {
    const only = account({ type, balanceMinor: null, availableMinor: 80_00 });
    expect(accountsSection([live('A', [only])], format, [])).toMatchObject({
      groups: [{ rows: [{ balance, available, isDebt: false }] }],
    });
  });
});

describe('groups of accounts', () => {
  const groupsOf = (cash: number, cards: number, loans: number) =>
    accountsSection(
      [
        live('A', [
          ...Array.from({ length: cash }, () => account()),
          ...Array.from({ length: cards }, () => account({ type: 'credit', balanceMinor: -1_00 })),
          ...Array.from({ length: loans }, () => account({ type: 'loan', balanceMinor: -1_00 })),
        ]),
      ],
      format,
      [],
    ).groups.map(({ count, isOpen }) => `${count ?? 'one'} ${isOpen ? 'open' : 'closed'}`);

  it('are open up to eight accounts together, counted from above', () => {
    expect(groupsOf(3, 3, 2)).toEqual(['3 open', '3 open', '2 open']);
    expect(groupsOf(3, 3, 3)).toEqual(['3 open', '3 open', '3 closed']);
    expect(groupsOf(21, 1, 1)).toEqual(['21 closed', 'one closed', 'one closed']);
  });
});

describe('net worth', () => {
  it('has assets, debts and their sum for each currency', () => {
    const accounts = [
      account(),
      account({ type: 'credit', balanceMinor: -30_00 }),
      account({ currency: 'EUR', balanceMinor: 5_00 }),
    ];
    expect(netWorthSection([live('A', accounts)], null, format, [])).toMatchObject({
      asOf: 'Live balances',
      currencies: [
        {
          ...{ net: '$70.00', assets: '$100.00', debts: '−$30.00', hasDebts: true },
          parts: [
            { id: 'cash', title: 'Cash', sum: '$100.00', isDebt: false },
            { id: 'credit-cards', title: 'Credit cards', sum: '−$30.00', isDebt: true },
          ],
        },
        {
          ...{ net: '€5.00', assets: '€5.00', debts: '€0.00', hasDebts: false },
          parts: [{ id: 'cash', sum: '€5.00' }],
        },
      ],
      ...{ heading: 'Net worth', leftOut: [] },
    });
  });

  it.each([
    ['mortgage', 'Net worth of your accounts'],
    ['auto', 'Net worth of your accounts'],
    ['student', 'Net worth'],
  ])('with a loan of the kind %s is called “%s”, and says what is not counted', (subtype, heading) => {
    const loan = account({ type: 'loan', subtype, balanceMinor: -900_00 });
    expect(netWorthSection([live('A', [loan])], null, format, [])).toMatchObject({
      heading,
      leftOut: subtype === 'student' ? [] : ['A house or car behind a loan is not counted.'],
    });
  });

  const own = (of: OwnLine['ownKind'], name = `Own ${of}`, day = '2025-11-01'): OwnLine => ({
    ...{ kind: 'own', name, ownKind: of, amountMinor: 900_00, currency: 'USD', day },
  });

  it.each<[string, OwnLine['ownKind'][], string, string[]]>([
    ['mortgage', ['property'], 'Net worth', []],
    ['auto', ['vehicle'], 'Net worth', []],
    ['auto', ['property'], 'Net worth', ['A car behind a loan is not counted.']],
    ['mortgage', ['vehicle'], 'Net worth', ['A house behind a loan is not counted.']],
    ['mortgage', ['cash'], 'Net worth', ['A house or car behind a loan is not counted.']],
    ['mortgage', [], 'Net worth of your accounts', ['A house or car behind a loan is not counted.']],
  ])(
    'with a loan of the kind %s and own %j is called “%s”, without %j',
    (subtype, kinds, heading, leftOut) => {
      const loan = account({ type: 'loan', subtype, balanceMinor: -900_00 });
      const book = kinds.map((of) => own(of));
      expect(netWorthSection([live('A', [loan])], null, format, book)).toMatchObject({ heading, leftOut });
    },
  );

  it('names own figures with their days, all of them', () => {
    const sentence = (...book: OwnLine[]) =>
      netWorthSection([live('A', [account()])], null, format, book).own;
    expect(sentence()).toBeNull();
    expect(sentence(own('cash', 'Cash'))).toBe('With your own figure for Cash (Nov 1, 2025).');
    expect(sentence(own('cash', 'Cash'), own('property', 'House', '2024-02-29'))).toBe(
      'With your own figures for Cash (Nov 1, 2025) and House (Feb 29, 2024).',
    );
    const four = ['a', 'b', 'c'].map((name) => own('other', name));
    expect(sentence(...four, own('other', 'd', '2024-02-29'))).toBe(
      'With your own figures for a (Nov 1, 2025), b (Nov 1, 2025), c (Nov 1, 2025), and d (Feb 29, 2024).',
    );
  });

  it('is not older for an own figure, nor to be asked anew', () => {
    const book = [own('cash')];
    expect(netWorthSection([live('A', [account()])], null, format, book)).toMatchObject({
      ...{ asOf: 'Live balances', canCheckNow: false },
      currencies: [{ net: '$1,000.00' }],
    });
    expect(accountsSection([live('A', [account()])], format, book)).toMatchObject({
      asOf: 'Live balances',
      groups: [
        {
          subtotals: [{ text: '$1,000.00' }],
          rows: [
            { bankName: 'A' },
            {
              name: 'Own cash',
              bankName: 'Your own figure of Nov 1, 2025',
              balance: '$900.00',
              freshness: null,
            },
          ],
        },
      ],
    });
  });

  it('is as old as its oldest balance', () => {
    const banks = [
      live('A', [account()]),
      copy('B', [account()], yesterday),
      copy('C', [account()], twoDaysAgo),
    ];
    expect(netWorthSection(banks, null, format, [])).toMatchObject({
      asOf: 'Partly as of Nov 20, 2025, 8:00 AM UTC',
    });
  });

  it('names the accounts that have no balance', () => {
    const accounts = [
      account({ balanceMinor: null, name: 'Old Savings' }),
      account({ type: 'credit', balanceMinor: null, availableMinor: 80_00, name: 'Store Card' }),
    ];
    expect(netWorthSection([live('A', accounts)], null, format, [])).toMatchObject({
      currencies: [],
      leftOut: [
        'Not counted: Old Savings (its bank gives no balance) and Store Card (its bank gives only what is available).',
      ],
    });
  });

  it('offers to ask the banks where any was not asked, and leaves out a bank that gave no balances', () => {
    const unasked = { ...copy('B', [account()], null), wasAsked: false };
    const asked = live('A', [account()]);
    expect(netWorthSection([asked, missing], null, format, [])).toMatchObject({ canCheckNow: false });
    expect(netWorthSection([asked, unasked], null, format, [])).toMatchObject({ canCheckNow: true });
  });
});

describe('freshness', () => {
  const asked = live('A', [account()]);
  const known = copy('B', [], yesterday);
  const older = copy('C', [], twoDaysAgo);
  const undated = copy('D', [], null);
  const notToday = live('E', [account({ balanceAt: new Date('2025-11-21T06:00:00Z') })]);

  it.each<[string, BankBalances]>([
    ['live', asked],
    ['as of Nov 21, 2025, 11:10 PM UTC', known],
    ['as Plaid last saw it', undated],
    ['not available', missing],
  ])('of one bank is “%s”', (words, bank) => {
    expect(freshnessOf(bank, format)).toBe(words);
  });

  it.each<[string, BankBalances[]]>([
    ['Live balances', [asked, missing]],
    ['Live, where the bank supports it', [asked, notToday]],
    ['As of Nov 20, 2025, 8:00 AM UTC', [known, older]],
    ['As Plaid last saw it', [older, undated]],
    ['As of Nov 20, 2025, 8:00 AM UTC', [older, known]],
    ['Partly as Plaid last saw it', [undated, known, asked]],
    ['Partly as of Nov 21, 2025, 11:10 PM UTC', [asked, known, notToday]],
  ])('of several banks is “%s”', (words, banks) => {
    expect(freshness(banks, format)).toBe(words);
  });

  it('of rows stands above them, and beside one only where it is a day older than the newest or unknown', () => {
    const words = (...banks: BankBalances[]) => {
      const { above, beside } = freshnessOfRows(banks, format);
      return [above, ...banks.map(beside)];
    };
    expect(words(asked, asked)).toEqual(['Live balances', null, null]);
    const morning = copy('B', [], new Date('2025-11-21T08:00:00Z'));
    expect(words(known, morning)).toEqual(['As of Nov 21, 2025, 8:00 AM UTC', null, null]);
    expect(words(known, older, undated)).toEqual([
      ...['As of Nov 21, 2025, 11:10 PM UTC', null],
      ...['as of Nov 20, 2025, 8:00 AM UTC', 'as Plaid last saw it'],
    ]);
    expect(words(undated)).toEqual(['As Plaid last saw it', null]);
  });
});
