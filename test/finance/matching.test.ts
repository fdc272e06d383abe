import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/finance/filter.ts';
import { matching } from '../../src/finance/matching.ts';
import { account, transaction } from './samples.ts';

const ACCOUNTS = [account(), account({ id: 'card', type: 'credit' }), account({ id: 'loan', type: 'loan' })];
const lets = (query: Record<string, string | string[]>, facts: Parameters<typeof transaction>[0]) =>
  matching(parseFilter(query, []), ACCOUNTS)(transaction(facts));

describe('searching', () => {
  it('finds words of the name and of the bank’s text, in any case and order', () => {
    expect(lets({ q: 'heron BLUE' }, {})).toBe(true);
    expect(lets({ q: 'sq 0423' }, {})).toBe(true);
    expect(lets({ q: 'blue whale' }, {})).toBe(false);
  });

  it('ignores accents in the text and in the search', () => {
    expect(lets({ q: 'cafe' }, { name: 'Café Ångström' })).toBe(true);
    expect(lets({ q: 'é' }, { name: 'CAFE' })).toBe(true);
    expect(lets({ q: 'ångstrom' }, { name: 'CAFE ANGSTROM' })).toBe(true);
    expect(lets({ q: 'e\u0301' }, { name: 'É' })).toBe(true);
  });

  it('finds an amount however it is typed, in or out', () => {
    for (const q of ['12.40', '12.4', '$12.40', '-12.40', '12,40', 'US$12.40', '12,40 $ US']) {
      expect(lets({ q }, { amountMinor: -1240 })).toBe(true);
    }
    expect(lets({ q: '12.40' }, { amountMinor: 1240 })).toBe(true);
    expect(lets({ q: '12' }, { amountMinor: -1240, originalName: '' })).toBe(false);
    expect(lets({ q: '1240' }, { amountMinor: -1240, currency: 'JPY' })).toBe(true);
  });

  it('finds an amount beside words, and needs both', () => {
    expect(lets({ q: 'heron 12.40' }, { originalName: '' })).toBe(true);
    expect(lets({ q: '$12.40 heron' }, { amountMinor: 1240 })).toBe(true);
    expect(lets({ q: 'heron 12.41' }, {})).toBe(false);
    expect(lets({ q: 'gym $12.40' }, {})).toBe(false);
    expect(lets({ q: 'whale 12.40' }, {})).toBe(false);
  });

  it.each([
    ['heron -whale', true],
    ['heron -coffee', false],
    ['-coffee', false],
    ['-whale', true],
    ['heron \u2212COFFEE', false],
    ['-Cofféé', false],
    ['heron -', true],
    ['blue-heron', false],
    ['heron -0423', false],
    ['heron -9999', true],
  ])('leaves out what has a word after a minus: %s', (q, isLet) => {
    expect(lets({ q }, {})).toBe(isLet);
  });

  it('takes the signs of a regular expression as plain text', () => {
    expect(lets({ q: '.*' }, {})).toBe(false);
    expect(lets({ q: '<script>' }, { name: '<script>alert(1)</script>' })).toBe(true);
    expect(lets({ q: '🦩' }, { name: '🦩 Café' })).toBe(true);
  });
});

describe('what the person’s book says', () => {
  const told = {
    ...{ name: 'Bluebird', merchantId: 'm1' },
    ...{ category: 'FOOD_AND_DRINK', detailedCategory: 'FOOD_AND_DRINK_COFFEE' },
  };
  const row = { name: 'The Corner', category: 'Treats', detailedCategory: 'Treats', told };
  const own = (query: Record<string, string>, facts: Parameters<typeof transaction>[0] = row) =>
    matching(parseFilter(query, ['Treats']), ACCOUNTS)(transaction(facts));

  it('is found by the new name, the one that Plaid told, and the bank’s text', () => {
    for (const q of ['corner', 'bluebird', 'heron 0423', 'corner bluebird']) expect(own({ q }), q).toBe(true);
    expect(own({ q: 'corner -bluebird' })).toBe(false);
    for (const merchant of ['The Corner', 'Bluebird', '"The Corner"']) expect(own({ merchant })).toBe(true);
    for (const merchant of ['"Bluebird"', 'Corner', 'Blue Heron Coffee'])
      expect(own({ merchant })).toBe(false);
  });

  it('is found by the category that it is filed under, and by no other', () => {
    expect(own({ category: 'Treats' })).toBe(true);
    expect(own({ category: 'Treats', counts: 'spending' })).toBe(true);
    expect(own({ category: 'FOOD_AND_DRINK' })).toBe(false);
    expect(own({ category: 'FOOD_AND_DRINK_COFFEE' })).toBe(false);
  });

  it('is found by what it counts as', () => {
    expect(own({ counts: 'income' }, { countsAs: 'income' })).toBe(true);
    expect(own({ counts: 'spending' }, { countsAs: 'nothing' })).toBe(false);
    expect(own({ counts: 'neither' }, { countsAs: 'nothing' })).toBe(true);
    const transfer = {
      ...row,
      told: { ...told, category: 'TRANSFER_OUT', detailedCategory: 'TRANSFER_OUT' },
    };
    expect(own({ category: 'Treats', counts: 'neither' }, transfer)).toBe(true);
  });
});

const COFFEE = { category: 'FOOD_AND_DRINK', detailedCategory: 'FOOD_AND_DRINK_COFFEE' };
const PAY = { category: 'INCOME', amountMinor: 5 };

describe('the other parts of a filter', () => {
  it.each<[string, Record<string, string | string[]>, Parameters<typeof transaction>[0], boolean]>([
    ['the account', { account: 'a' }, { accountId: 'a' }, true],
    ['another account', { account: 'a' }, { accountId: 'b' }, false],
    ['one of the accounts', { account: ['a', 'b'] }, { accountId: 'b' }, true],
    ['none of the accounts', { account: ['a', 'b'] }, { accountId: 'ab' }, false],
    ['the category', { category: 'TRAVEL' }, { category: 'TRAVEL' }, true],
    ['another category', { category: 'TRAVEL' }, {}, false],
    ['one of the categories', { category: 'TRAVEL,FOOD_AND_DRINK' }, {}, true],
    ['none of the categories', { category: 'TRAVEL,MEDICAL' }, {}, false],
    ['the detailed category', { category: 'FOOD_AND_DRINK_COFFEE' }, COFFEE, true],
    ['another detailed category', { category: 'FOOD_AND_DRINK_COFFEE' }, {}, false],
    ['a detailed category of the primary one', { category: 'FOOD_AND_DRINK' }, COFFEE, true],
    ['the merchant', { merchant: 'Blue Heron Coffee' }, {}, true],
    ['the merchant with another number', { merchant: 'GYM 0423' }, { name: 'Gym 0588' }, true],
    ['one of the merchants', { merchant: ['Gym', 'Blue Heron Coffee'] }, {}, true],
    ['this very merchant', { merchant: '"Motel 6"' }, { name: 'MOTEL 6' }, true],
    ['no merchant with another number', { merchant: '"Motel 6"' }, { name: 'Motel 8' }, false],
    ['one merchant exactly, another not', { merchant: ['"Motel 6"', 'Gym 1'] }, { name: 'Gym 2' }, true],
    ['a merchant in quotation marks', { merchant: '"Joe’s"' }, { name: '"Joe’s"' }, true],
    ['no nameless one for an empty name', { merchant: '""' }, { name: 'Gym' }, false],
    [
      'a merchant exactly, of 300 letters',
      { merchant: `"${'x'.repeat(98)}"` },
      { name: 'x'.repeat(300) },
      true,
    ],
    ['a merchant with a longer name', { merchant: 'Blue Heron' }, {}, false],
    ['a merchant with a name of 300 letters', { merchant: 'x'.repeat(300) }, { name: 'x'.repeat(300) }, true],
    ['spending', { counts: 'spending' }, {}, true],
    ['spending on a card', { counts: 'spending' }, { accountId: 'card' }, true],
    ['no transfer among spending', { counts: 'spending' }, { category: 'TRANSFER_OUT' }, false],
    ['no spending among income', { counts: 'income' }, {}, false],
    ['income', { counts: 'income' }, PAY, true],
    ['no pay on a card among income', { counts: 'income' }, { ...PAY, accountId: 'card' }, false],
    ['a reward on a card among spending', { counts: 'spending' }, { ...PAY, accountId: 'card' }, true],
    [
      'a reward where spending has it',
      { counts: 'spending', category: 'OTHER' },
      { ...PAY, accountId: 'card' },
      true,
    ],
    [
      'a reward nowhere else',
      { counts: 'spending', category: 'INCOME' },
      { ...PAY, accountId: 'card' },
      false,
    ],
    ['a transfer', { counts: 'neither' }, { category: 'TRANSFER_OUT' }, true],
    [
      'a payment of a loan on its account',
      { counts: 'neither' },
      { accountId: 'loan', amountMinor: 1 },
      true,
    ],
    ['no spending among neither', { counts: 'neither' }, {}, false],
    ['the currency', { currency: 'USD' }, {}, true],
    ['another currency', { currency: 'EUR' }, {}, false],
    ['a code of Plaid’s own in small letters', { currency: 'usdt' }, { currency: 'USDt' }, true],
    ['money in', { direction: 'in' }, { amountMinor: 1 }, true],
    ['not money out', { direction: 'in' }, { amountMinor: -1 }, false],
    ['money out', { direction: 'out' }, { amountMinor: -1 }, true],
    ['nothing that is neither', { direction: 'out' }, { amountMinor: 0 }, false],
    ['nothing that is neither either', { direction: 'in' }, { amountMinor: 0 }, false],
    ['pending', { pending: 'only' }, { isPending: true }, true],
    ['not posted', { pending: 'only' }, {}, false],
    ['pending where nothing is asked', {}, { isPending: true }, true],
    ['posted', { pending: 'no' }, {}, true],
    ['the least amount', { min: '12.40' }, {}, true],
    ['less than the least', { min: '12.41' }, {}, false],
    ['the most', { max: '12.4' }, {}, true],
    ['more than the most', { max: '12.39' }, {}, false],
    ['yen by whole yen', { min: '1000' }, { amountMinor: -1000, currency: 'JPY' }, true],
    ['the first day', { from: '2025-11-03' }, {}, true],
    ['the day before', { from: '2025-11-04' }, {}, false],
    ['the last day', { to: '2025-11-03' }, {}, true],
    ['the day after', { to: '2025-11-02' }, {}, false],
  ])('%s', (_name, query, facts, isLet) => {
    expect(lets(query, facts)).toBe(isLet);
  });

  it('must all match', () => {
    expect(lets({ q: 'heron', direction: 'out', min: '12' }, {})).toBe(true);
    expect(lets({ q: 'heron', direction: 'in', min: '12' }, {})).toBe(false);
  });
});
