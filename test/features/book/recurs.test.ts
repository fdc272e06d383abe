/** What a line means for payments that recur, in sentences. */

import { describe, expect, it } from 'vitest';
import { aheadSentence, paymentsSentence, recurringPayments } from '../../../src/features/book/recurs.ts';
import { account, transaction } from '../../finance/samples.ts';
import { recurring } from '../recurring/detect/sample.ts';
import { format, hidden, lineIn, TODAY } from './made-up-request.ts';

describe('the payments that a line is about', () => {
  const named = (...names: readonly string[]) => names.map((name) => recurring({ name }));

  it.each([
    [0, null],
    [1, '1 recurring payment: A ($17.99 monthly)'],
    [2, '2 recurring payments: A ($17.99 monthly) and B ($17.99 monthly)'],
    [
      5,
      '5 recurring payments: A ($17.99 monthly), B ($17.99 monthly), C ($17.99 monthly), D ($17.99 monthly), and E ($17.99 monthly)',
    ],
    [
      6,
      '6 recurring payments: A ($17.99 monthly), B ($17.99 monthly), C ($17.99 monthly), D ($17.99 monthly), E ($17.99 monthly), and 1 more',
    ],
    [
      8,
      '8 recurring payments: A ($17.99 monthly), B ($17.99 monthly), C ($17.99 monthly), D ($17.99 monthly), E ($17.99 monthly), and 3 more',
    ],
  ])('of %i, five are named, and the others counted', (count, sentence) => {
    expect(paymentsSentence(named(...'ABCDEFGH'.slice(0, count)), format)).toBe(sentence);
  });

  it('are told by their own amount and cadence, without a sign, and without the amount where it is hidden', () => {
    const payments = [
      recurring({ name: 'Pay', amountMinor: 2500_00, kind: 'income', cadence: 'weekly' }),
      recurring({ name: 'Films', amountMinor: -12, currency: 'USD', cadence: 'yearly' }),
    ];
    expect(paymentsSentence(payments, format)).toBe(
      '2 recurring payments: Pay ($2,500.00 weekly) and Films ($0.12 yearly)',
    );
    expect(paymentsSentence(payments, hidden)).toBe('2 recurring payments: Pay (weekly) and Films (yearly)');
  });

  it('are those of which a row is among the changed ones', () => {
    const dates = ['2026-01-07', '2026-02-07', '2026-03-07', '2026-04-07', '2026-05-07'];
    const films = dates.map((date, at) =>
      transaction({ id: `film-${at}`, name: 'Films', originalName: 'FILMS', amountMinor: -17_99, date }),
    );
    const gym = dates.map((date, at) =>
      transaction({ id: `gym-${at}`, name: 'Gym', originalName: 'GYM', amountMinor: -30_00, date }),
    );
    const once = transaction({ id: 'once', name: 'Shop', originalName: 'SHOP', date: '2026-05-08' });
    const found = (...ids: readonly string[]) =>
      recurringPayments([...films, ...gym, once], [account()], {
        changedIds: new Set(ids),
        today: TODAY,
      }).map(({ name, cadence, amountMinor }) => [name, cadence, amountMinor]);
    expect(found('film-0')).toEqual([['Films', 'monthly', -17_99]]);
    expect(found('gym-4', 'gym-0', 'once')).toEqual([['Gym', 'monthly', -30_00]]);
    expect(found('once')).toEqual([]);
    expect(found()).toEqual([]);
    expect(found('gym-1', 'film-4').toSorted()).toEqual([
      ['Films', 'monthly', -17_99],
      ['Gym', 'monthly', -30_00],
    ]);
  });
});

describe('that a payment is still expected on its account', () => {
  const SENTENCE = 'It is no longer listed as recurring, but the forecast for the account still expects it.';
  const accounts = [
    account(),
    ...(['credit', 'loan', 'investment', 'other'] as const).map((type) => account({ id: type, type })),
  ];
  const active = recurring();

  it.each([
    ['count "films" as transfer', SENTENCE],
    ['count "films" as nothing', SENTENCE],
    ['count "films" as income', null],
    ['count "films" as spending', null],
    ['recurring "films" no', null],
    ['recurring "films" ended', null],
    ['file "films" under TRAVEL', null],
    ['call "films" Movies', null],
  ])('is said of the line %s: %j', (text, sentence) => {
    expect(aheadSentence(lineIn(text), [active], accounts)).toBe(sentence);
  });

  it.each([
    ['no payment', [], null],
    ['one that has ended', [recurring({ status: 'cancelled', nextDate: null })], null],
    ['one on a card', [recurring({ accountIds: ['credit'] })], null],
    ['one on a loan', [recurring({ accountIds: ['loan'] })], null],
    ['one of an investment', [recurring({ accountIds: ['investment'] })], null],
    ['one of another account', [recurring({ accountIds: ['other'] })], null],
    ['one on an account that nobody tells', [recurring({ accountIds: ['gone'] })], null],
    ['one that was last paid by card', [recurring({ accountIds: ['credit', 'checking'] })], null],
    ['one that was once paid by card', [recurring({ accountIds: ['checking', 'credit'] })], SENTENCE],
    ['one of several', [recurring({ accountIds: ['credit'] }), active], SENTENCE],
  ])('is said of %s', (_, payments, sentence) => {
    expect(aheadSentence(lineIn('count "films" as nothing'), payments, accounts)).toBe(sentence);
  });
});
