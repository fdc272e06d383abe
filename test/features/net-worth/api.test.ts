/** The API's answer to the letter, of made-up accounts. */

import { describe, expect, it } from 'vitest';
import { accountFacts, getNetWorthJson, totalFacts } from '../../../src/features/net-worth/api.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { createAmounts } from '../../../src/page/api-answer.ts';
import { account, transaction } from '../../finance/samples.ts';
import { answerOf } from './answers.ts';
import { historyFrom, pastIn, TODAY } from './pasts.ts';

const amounts = createAmounts(false);
const usd = (amountMinor: number, decimal: string) => ({ amountMinor, currency: 'USD', decimal });
const RANGE = { from: '2026-02-01', to: '2026-02-02' };

describe('an account', () => {
  const facts = {
    id: 'card',
    name: 'Card',
    mask: '9',
    type: 'credit',
    reason: 'not-read',
    isAbout: true,
  } as const;
  const past = pastIn(RANGE, { '2026-02-02': -5_00 }, facts);

  it('has each day of the range, with null where it is not known', () => {
    expect(accountFacts(past, amounts)).toEqual({
      ...{ id: 'card', bank: 'Fernhollow Bank', name: 'Card', mask: '9', type: 'credit', currency: 'USD' },
      ...{ knownFrom: '2026-02-02', reason: 'not-read', isAbout: true },
      days: [
        { date: '2026-02-01', balance: null },
        { date: '2026-02-02', balance: usd(-5_00, '-5.00') },
      ],
    });
  });

  it('has the day of a figure of the person’s own', () => {
    const own = pastIn(RANGE, { '2026-01-31': 5_00 }, { ownFigureOn: '2026-01-15', mask: null });
    expect(accountFacts(own, amounts)).toMatchObject({
      ownFigureOn: '2026-01-15',
      mask: null,
      isAbout: false,
    });
    expect(accountFacts(past, amounts)).not.toHaveProperty('ownFigureOn');
  });

  it('has no amount while amounts are hidden, and null still where none is known', () => {
    expect(accountFacts(past, createAmounts(true)).days.map(({ balance }) => balance)).toEqual([
      null,
      { amountMinor: null, currency: 'USD', decimal: null },
    ]);
  });
});

it('has a total’s days with what is held and what is owed, and the ids of what is left out', () => {
  const [history] = historyFrom(RANGE, [
    pastIn(RANGE, { '2026-02-01': 8_00, '2026-02-02': 9_00 }, { id: 'a', reason: 'not-read' }),
    pastIn(RANGE, { '2026-01-31': -2_00 }, { id: 'b', type: 'credit' }),
    pastIn(RANGE, { '2026-02-02': 1_00 }, { id: 'f', type: 'investment', reason: 'investment' }),
  ]).histories;
  if (!history) throw new Error('there is a history');
  const dates = ['2026-01-31', '2026-02-01', '2026-02-02'].map((date) => ({ date }));
  expect(totalFacts(history, dates, amounts)).toEqual({
    ...{ currency: 'USD', leftOut: ['f'] },
    days: [
      { date: '2026-01-31', net: null, assets: null, debts: null },
      { date: '2026-02-01', net: usd(6_00, '6.00'), assets: usd(8_00, '8.00'), debts: usd(-2_00, '-2.00') },
      { date: '2026-02-02', net: usd(7_00, '7.00'), assets: usd(9_00, '9.00'), debts: usd(-2_00, '-2.00') },
    ],
  });
});

describe('the answer', () => {
  const DOWN = { name: 'Down', error: 'bank-down' } as const;
  const bank = {
    name: 'A',
    accounts: [
      account({ id: 'a', balanceMinor: 10_00 }),
      account({ id: 'e', currency: 'EUR', balanceMinor: 3_00 }),
    ],
    transactions: [
      transaction({ accountId: 'a', date: '2026-01-01', amountMinor: 4_00 }),
      transaction({ accountId: 'e', date: '2026-01-01', amountMinor: 1_00, currency: 'EUR' }),
    ],
  };
  const book: Book = [{ kind: 'rate', from: 'EUR', rate: '2', to: 'USD' }];
  const range = { from: '2026-01-01', to: TODAY };

  it('has its range, each currency, each account, and their sum at the person’s own rate', async () => {
    const browser = { banks: [bank, DOWN], book };
    const { status, text, asked } = await answerOf(getNetWorthJson, '/api/net-worth?months=3', browser);
    const told = JSON.parse(text);
    expect(status).toBe(200);
    expect(asked).toEqual(['answer', { token: 'A', range }, { token: 'Down', range }]);
    expect(told).toMatchObject({
      ...{ months: 3, range, hidden: false, growingBanks: [], cutBanks: [] },
      problems: [{ bankId: 'down', bank: 'Down' }],
      netWorth: [
        { currency: 'EUR', leftOut: [] },
        { currency: 'USD', leftOut: [] },
      ],
      accounts: [
        { id: 'a', bank: 'A', knownFrom: '2025-12-31', reason: null },
        { id: 'e', bank: 'A', knownFrom: '2025-12-31', reason: null },
      ],
      // 10 and twice 3.
      converted: { currency: 'USD', sum: usd(16_00, '16.00') },
    });
    for (const { days } of [...told.netWorth, ...told.accounts]) {
      expect([days.length, days[0].date, days.at(-1).date]).toEqual([69, '2026-01-01', TODAY]);
    }
    expect(told.netWorth[1].days[0].net).toEqual(usd(10_00, '10.00'));
  });

  it('is empty lists where no bank could be read', async () => {
    const { text } = await answerOf(getNetWorthJson, '/api/net-worth', { banks: [DOWN] });
    expect(JSON.parse(text)).toMatchObject({ months: 12, netWorth: [], accounts: [] });
    expect(JSON.parse(text)).not.toHaveProperty('converted');
  });

  it('is of figures of the person’s own where no bank could be read', async () => {
    const own = {
      kind: 'own',
      name: 'House',
      ownKind: 'property',
      amountMinor: 9_00,
      currency: 'USD',
    } as const;
    const { text } = await answerOf(getNetWorthJson, '/api/net-worth?months=3', {
      ...{ banks: [DOWN], book: [{ ...own, day: '2026-01-31' }] },
    });
    const told = JSON.parse(text);
    expect(told.accounts).toMatchObject([{ id: 'own:House', bank: 'Your own', ownFigureOn: '2026-01-31' }]);
    expect(told.netWorth[0].days).toHaveLength(69);
  });

  it('has no amount while amounts are hidden', async () => {
    const browser = { banks: [bank], book, isHidden: true };
    const { text } = await answerOf(getNetWorthJson, '/api/net-worth?months=3&source=banks', browser);
    expect(text).not.toMatch(/"(amountMinor|decimal)":["\d]/);
    expect(JSON.parse(text)).toMatchObject({ hidden: true });
  });

  it('goes past the cache where the reader asks for that', async () => {
    const { asked } = await answerOf(getNetWorthJson, '/api/net-worth?months=3&source=banks', {
      ...{ banks: [bank] },
    });
    expect(asked).toEqual(['answer', { token: 'A', range, onlyFromBank: true }]);
  });
});
