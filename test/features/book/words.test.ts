/** Each line of a book in plain words: all of what a line, a choice or a count can say. */

import { expect, it } from 'vitest';
import {
  COUNT_CHOICES,
  DIRECTION_CHOICES,
  KIND_WORDS,
  lineCount,
  lineNotice,
  lineSentence,
  lineWords,
  OWN_CHOICES,
  STATUS_CHOICES,
  transactionCount,
} from '../../../src/features/book/words.ts';
import { format, hidden, lineIn } from './made-up-request.ts';

it('each kind has a heading, what leads to its form, and a title of its lines', () => {
  expect(KIND_WORDS).toEqual({
    file: {
      heading: 'File under…',
      beginning: 'File under another category',
      title: 'Filed under another category',
    },
    call: { heading: 'Call it…', beginning: 'Call by another name', title: 'Called by another name' },
    count: {
      heading: 'Count as…',
      beginning: 'Count as income, spending or a transfer',
      title: 'Counted differently',
    },
    recurring: {
      heading: 'A recurring payment',
      beginning: 'Say what does not recur, or has ended',
      title: 'Recurring payments',
    },
    target: { heading: 'Set a target', beginning: 'Set a target', title: 'Targets' },
    own: {
      heading: 'Add a house, car, cash or loan',
      beginning: 'Add a house, car, cash or loan',
      title: 'Accounts that no bank reports',
    },
    rate: { heading: 'Set your own rate', beginning: 'Set your own rate', title: 'Your own rates' },
  });
});

it.each([
  [
    'what it counts as',
    COUNT_CHOICES,
    {
      transfer: 'A transfer between your own accounts',
      income: 'Income',
      spending: 'Spending',
      nothing: 'Nothing: it is left out of all totals',
    },
  ],
  [
    'a recurring payment',
    STATUS_CHOICES,
    { no: 'It does not recur', ended: 'It has ended: do not expect it again' },
  ],
  ['a direction', DIRECTION_CHOICES, { '': 'Money in and out', out: 'Money out', in: 'Money in' }],
  [
    'accounts that no bank reports',
    OWN_CHOICES,
    { property: 'Property', vehicle: 'Vehicle', cash: 'Cash', loan: 'Loan', other: 'Other' },
  ],
])('the choices of %s are in this order, each with its words', (_, choices, words) => {
  expect(choices).toEqual(Object.entries(words).map(([value, label]) => ({ value, label })));
});

it.each([
  [0, '0 transactions', '0 lines'],
  [1, '1 transaction', '1 line'],
  [2, '2 transactions', '2 lines'],
  [1204, '1,204 transactions', '1,204 lines'],
])('%i is counted in words', (count, transactions, lines) => {
  expect(transactionCount(count, format)).toBe(transactions);
  expect(lineCount(count, format)).toBe(lines);
});

/** The line; what it is about, says, and is for alone; its sentence; and its notice where that is another. */
const WORDS: readonly (readonly [
  line: string,
  words: readonly [string, string, string | null],
  sentence: string,
  notice?: string,
])[] = [
  ['file "heron" under Treats', ['“heron”', 'is filed under Treats', null], '“heron” is filed under Treats'],
  [
    'file "heron" under FOOD_AND_DRINK out',
    ['“heron”', 'is filed under Food and drink', 'only money out'],
    '“heron” is filed under Food and drink, only money out',
  ],
  [
    'file "heron" under FOOD_AND_DRINK_COFFEE in',
    ['“heron”', 'is filed under Food and drink: Coffee', 'only money in'],
    '“heron” is filed under Food and drink: Coffee, only money in',
  ],
  [
    'call "sq heron" Blue Heron on "Everyday"',
    ['“sq heron”', 'is called Blue Heron', 'only on Everyday'],
    '“sq heron” is called Blue Heron, only on Everyday',
  ],
  [
    'count "rent share" as transfer in on "Everyday"',
    ['“rent share”', 'counts as a transfer between your own accounts', 'only money in, on Everyday'],
    '“rent share” counts as a transfer between your own accounts, only money in, on Everyday',
  ],
  ['count "a" as income', ['“a”', 'counts as income', null], '“a” counts as income'],
  ['count "a" as spending', ['“a”', 'counts as spending', null], '“a” counts as spending'],
  [
    'count "a" as nothing',
    ['“a”', 'counts as nothing: it is left out of all totals', null],
    '“a” counts as nothing: it is left out of all totals',
  ],
  ['recurring "Films" no', ['“Films”', 'does not recur', null], '“Films” does not recur'],
  [
    'recurring "Films" ended',
    ['“Films”', 'has ended, and is not expected again', null],
    '“Films” has ended, and is not expected again',
  ],
  [
    'target FOOD_AND_DRINK 600 USD',
    ['Food and drink', 'at most $600.00 in a month', null],
    'Food and drink: at most $600.00 in a month',
    'Food and drink: a target for each month',
  ],
  [
    'target Pets 40.50 USD',
    ['Pets', 'at most $40.50 in a month', null],
    'Pets: at most $40.50 in a month',
    'Pets: a target for each month',
  ],
  ...(['property', 'vehicle', 'cash', 'loan', 'other'] as const).map(
    (kind) =>
      [
        `own "Mine" ${kind} 1500 USD 2026-04-01`,
        ['Mine', `${kind}, $1,500.00 on Apr 1, 2026`, null],
        `Mine: ${kind}, $1,500.00 on Apr 1, 2026`,
        `Mine: ${kind}`,
      ] as const,
  ),
  ['rate EUR 1.08 USD', ['1 EUR', 'is 1.08 USD', null], '1 EUR is 1.08 USD'],
];

it.each(WORDS.map(([line, words, sentence, notice = sentence]) => [line, words, sentence, notice] as const))(
  '%s: its words, its sentence and its notice',
  (text, [about, says, only], sentence, notice) => {
    const line = lineIn(text);
    expect(lineWords(line, format)).toEqual({ about, says, only });
    expect(lineSentence(line, format)).toBe(sentence);
    expect(lineNotice(line, format)).toBe(notice);
  },
);

it('hidden amounts are in no words; a rate is none', () => {
  expect(lineSentence(lineIn('target Pets 40.50 USD'), hidden)).toBe('Pets: at most ••••• in a month');
  expect(lineSentence(lineIn('own "Mine" cash 1500 USD 2026-04-01'), hidden)).toBe(
    'Mine: cash, ••••• on Apr 1, 2026',
  );
  expect(lineSentence(lineIn('rate EUR 1.08 USD'), hidden)).toBe('1 EUR is 1.08 USD');
});
