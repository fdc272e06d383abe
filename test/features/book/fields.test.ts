/** The form of a line: what its fields hold, the line they make, and why they make none. */

import { expect, it } from 'vitest';
import { type Fields, fieldsIn, fieldsOf, lineIn as lineOf } from '../../../src/features/book/fields.ts';
import { lineIn, linesIn, TODAY } from './made-up-request.ts';

const EMPTY: Fields = {
  kind: 'file',
  ...{ text: '', direction: '', account: '', category: '', words: '', name: '' },
  ...{ as: '', is: '', of: '', amount: '', currency: '', day: '', from: '', rate: '', to: '' },
};
const NAMES = Object.keys(EMPTY).filter((name) => name !== 'kind') as (keyof Fields)[];

it.each(['file', 'call', 'count', 'recurring', 'target', 'own', 'rate'])(
  'a form is of the kind %s',
  (kind) => {
    expect(fieldsIn({ kind })).toEqual({ ...EMPTY, kind });
  },
);

it.each([[undefined], [''], ['castle'], ['FILE'], [{}], [7]])(
  'of a kind that is %j it is the first',
  (kind) => {
    expect(fieldsIn({ kind })).toEqual(EMPTY);
  },
);

it.each(NAMES)('the field %s is as it was typed, by its own name, up to 200 characters', (name) => {
  expect(fieldsIn({ [name]: ' Typed “so” ' })).toEqual({ ...EMPTY, [name]: ' Typed “so” ' });
  expect(fieldsIn({ [name]: `${'x'.repeat(200)}y` })).toEqual({ ...EMPTY, [name]: 'x'.repeat(200) });
});

it('of a field that is there several times the first counts, and what is no text counts as none', () => {
  expect(
    fieldsIn({ kind: ['call', 'rate'], text: ['one', 'two'], name: [], as: [7], is: { a: 'b' }, to: null }),
  ).toEqual({
    ...EMPTY,
    ...{ kind: 'call', text: 'one' },
  });
});

/** A line, the fields that its form begins with, and those of the form where amounts are hidden. */
const FIELDS: readonly (readonly [line: string, fields: Partial<Fields>, hidden?: Partial<Fields>])[] = [
  ['file "heron" under TRAVEL', { kind: 'file', text: 'heron', category: 'TRAVEL' }],
  [
    'file "heron" under Treats out on "Everyday"',
    { kind: 'file', text: 'heron', words: 'Treats', direction: 'out', account: 'Everyday' },
  ],
  ['call "heron" Bird in', { kind: 'call', text: 'heron', name: 'Bird', direction: 'in' }],
  [
    'count "heron" as nothing on "Savings"',
    { kind: 'count', text: 'heron', as: 'nothing', account: 'Savings' },
  ],
  ['recurring "Films" ended', { kind: 'recurring', text: 'Films', is: 'ended' }],
  [
    'target FOOD_AND_DRINK_COFFEE 40 USD',
    { kind: 'target', category: 'FOOD_AND_DRINK_COFFEE', amount: '40.00', currency: 'USD' },
    { amount: '' },
  ],
  [
    'target Pets 1600 JPY',
    { kind: 'target', words: 'Pets', amount: '1600', currency: 'JPY' },
    { amount: '' },
  ],
  [
    'own "House" property 420000.50 USD 2026-04-01',
    { kind: 'own', name: 'House', of: 'property', amount: '420000.50', currency: 'USD', day: '2026-04-01' },
    { amount: '' },
  ],
  ['rate EUR 1.080 USD', { kind: 'rate', from: 'EUR', rate: '1.080', to: 'USD' }],
];

it.each(FIELDS.map(([line, fields, hidden = {}]) => [line, fields, hidden] as const))(
  '%s is edited with these fields: %j',
  (text, fields, hidden) => {
    expect(fieldsOf(lineIn(text), false)).toEqual({ ...EMPTY, ...fields });
    expect(fieldsOf(lineIn(text), true)).toEqual({ ...EMPTY, ...fields, ...hidden });
  },
);

const MATCH = { text: 'heron', direction: null, account: null };
const made = (fields: Partial<Fields>, book = '') => lineOf({ ...EMPTY, ...fields }, linesIn(book), TODAY);

/** The fields, and the line that they make. */
const MADE: readonly (readonly [fields: Partial<Fields>, line: object])[] = [
  [
    { text: 'heron', category: 'TRAVEL' },
    { kind: 'file', match: MATCH, category: 'TRAVEL' },
  ],
  [
    { text: ' “blue"  heron ', category: 'TRAVEL', words: ' My  Treats ' },
    { kind: 'file', match: { ...MATCH, text: 'blue heron' }, category: 'My Treats' },
  ],
  [
    { text: 'heron', category: 'TRAVEL', words: ' food  AND drink' },
    { kind: 'file', match: MATCH, category: 'FOOD_AND_DRINK' },
  ],
  [
    { text: 'heron', category: 'TRAVEL', words: '  ' },
    { kind: 'file', match: MATCH, category: 'TRAVEL' },
  ],
  [
    { kind: 'call', text: 'heron', name: ' Blue  Bird ', direction: 'in', account: ' My  Savings ' },
    {
      kind: 'call',
      match: { text: 'heron', direction: 'in', account: 'My Savings' },
      name: 'Blue Bird',
    },
  ],
  [
    { kind: 'call', text: 'heron', name: 'Bird', direction: 'out', account: '  ' },
    { kind: 'call', match: { ...MATCH, direction: 'out' }, name: 'Bird' },
  ],
  [
    { kind: 'call', text: 'heron', name: 'Bird', direction: 'up' },
    { kind: 'call', match: MATCH, name: 'Bird' },
  ],
  ...(['transfer', 'income', 'spending', 'nothing'] as const).map(
    (countsAs) =>
      [
        { kind: 'count', text: 'heron', as: countsAs },
        { kind: 'count', match: MATCH, countsAs },
      ] as const,
  ),
  ...(['no', 'ended'] as const).map(
    (status) =>
      [
        { kind: 'recurring', text: ' "My  films" ', is: status },
        { kind: 'recurring', text: 'My films', status },
      ] as const,
  ),
  [
    { kind: 'target', category: 'TRAVEL', amount: '1,600.50', currency: ' usd ' },
    { kind: 'target', category: 'TRAVEL', amountMinor: 160050, currency: 'USD' },
  ],
  // As pages write it in India.
  [
    { kind: 'target', category: 'TRAVEL', amount: '$1,23,456.00', currency: 'USD' },
    { kind: 'target', category: 'TRAVEL', amountMinor: 12345600, currency: 'USD' },
  ],
  [
    { kind: 'target', words: 'Pets', amount: '40', currency: 'JPY' },
    { kind: 'target', category: 'Pets', amountMinor: 40, currency: 'JPY' },
  ],
  ...(['property', 'vehicle', 'cash', 'loan', 'other'] as const).map(
    (ownKind) =>
      [
        { kind: 'own', name: ' My  own ', of: ownKind, amount: '5', currency: 'USD', day: ' 2026-05-21 ' },
        { kind: 'own', name: 'My own', ownKind, amountMinor: 500, currency: 'USD', day: '2026-05-21' },
      ] as const,
  ),
  ...['-5', '−5', ' −5', '  -5'].map(
    (amount) =>
      [
        { kind: 'own', name: 'Debt', of: 'loan', amount, currency: 'USD', day: '2026-05-20' },
        { kind: 'own', name: 'Debt', ownKind: 'loan', amountMinor: 500, currency: 'USD', day: '2026-05-20' },
      ] as const,
  ),
  ...['0', '−0'].map(
    (amount) =>
      [
        { kind: 'own', name: 'Empty', of: 'cash', amount, currency: 'USD', day: '2026-05-20' },
        { kind: 'own', name: 'Empty', ownKind: 'cash', amountMinor: 0, currency: 'USD', day: '2026-05-20' },
      ] as const,
  ),
  ...[
    [' 1,08 ', '1.08'],
    ['1,0850', '1.0850'],
    ['1.350', '1.350'],
    // Nobody writes thousands like these.
    ['0,925', '0.925'],
    ['1350,125', '1350.125'],
  ].map(
    ([typed = '', rate = '']) =>
      [
        { kind: 'rate', from: ' eur', rate: typed, to: 'usd ' },
        { kind: 'rate', from: 'EUR', rate, to: 'USD' },
      ] as const,
  ),
];

it.each(MADE)('the fields %j make the line %j', (fields, line) => {
  expect(made(fields)).toEqual(line);
});

it('a category of the person’s own is spelt as the book has it', () => {
  const fields = { text: 'heron', words: 'TReats' };
  expect(made(fields, 'target Treats 4 USD')).toEqual({ kind: 'file', match: MATCH, category: 'Treats' });
  expect(made(fields, 'target Pets 4 USD')).toMatchObject({
    kind: 'file',
    match: MATCH,
    category: 'TReats',
  });
});

/** Fields that make no line, and why. */
const NOT_MADE: readonly (readonly [fields: Partial<Fields>, sentence: string])[] = [
  [{ kind: 'count', text: 'heron', as: '' }, 'Choose what it counts as.'],
  [{ kind: 'count', text: 'heron', as: 'Income' }, 'Choose what it counts as.'],
  [{ kind: 'recurring', text: 'heron', is: '' }, 'Choose whether it does not recur, or has ended.'],
  [{ kind: 'own', name: 'House', of: '', amount: '5', currency: 'USD', day: TODAY }, 'Choose what it is.'],
  [
    { kind: 'target', category: 'TRAVEL', amount: '', currency: 'USD' },
    'The amount must be written in digits, with at most 2 decimals, such as 1250.',
  ],
  [
    { kind: 'target', category: 'TRAVEL', amount: 'lots', currency: 'USD' },
    'The amount must be written in digits, with at most 2 decimals, such as 1250.',
  ],
  [{ kind: 'target', category: 'TRAVEL', amount: '-5', currency: 'USD' }, 'A target must be more than zero.'],
  [
    { kind: 'target', category: 'TRAVEL', amount: '  −5', currency: 'USD' },
    'A target must be more than zero.',
  ],
  ...['−5', '€ −5,00', 'US$−5.00'].map(
    (amount) =>
      [
        { kind: 'own', name: 'Cash', of: 'cash', amount, currency: 'USD', day: TODAY },
        'The amount is below zero.',
      ] as const,
  ),
  [
    { kind: 'own', name: 'Cash', of: 'cash', amount: '5', currency: 'USD', day: '2026-05-22' },
    'The date is too far in the future. Enter a date up to tomorrow.',
  ],
  // As written, a thousand and more or one and a bit.
  ...[
    ['1,350', 'Write 1350 or 1.350: 1,350 can mean either.'],
    [' 1,085 ', 'Write 1085 or 1.085: 1,085 can mean either.'],
    ['25,000', 'Write 25000 or 25.000: 25,000 can mean either.'],
    ['149,500', 'Write 149500 or 149.500: 149,500 can mean either.'],
  ].map(([rate = '', sentence = '']) => [{ kind: 'rate', from: 'USD', rate, to: 'KRW' }, sentence] as const),
  [
    { kind: 'rate', from: 'EUR', rate: '1,0,8', to: 'USD' },
    'A rate must be written in digits, with at most 12 before and 12 after a point, such as 1.08.',
  ],
];

it.each(NOT_MADE)('the fields %j make no line: %s', (fields, sentence) => {
  expect(made(fields)).toBe(sentence);
});
