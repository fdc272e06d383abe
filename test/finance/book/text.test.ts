import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookFault, lineFault } from '../../../src/finance/book/check.ts';
import type { BookLine, Match } from '../../../src/finance/book/lines.ts';
import { changeBook, formatBook, formatLine, keyOf, parseBook } from '../../../src/finance/book/text.ts';
import { line } from './books.ts';

const match = (text: string, facts: Partial<Match> = {}): Match => ({
  text,
  direction: null,
  account: null,
  ...facts,
});

/** As a person could write it, in any order, with a Windows editor that puts a mark before the first character. */
const WRITTEN = [
  '\ufeff# Ledgerless book 1',
  '# My own rules',
  '',
  'rate EUR 1.08 USD',
  'own "Our house" property 420000 USD 2026-11-01   # what the neighbours got',
  '  target FOOD_AND_DRINK 600 USD',
  'target Time with friends 75.50 USD',
  'recurring "Streamlet" no',
  'recurring “Gym 24” ended',
  'count "ann rent share" as transfer in on "Everyday  checking"',
  'call "SQ *BLUEBIRD" Bluebird Café',
  'call "sq  *timeout" "Time Out" out',
  'call "corner" Store "#4"',
  'call "corner" "Store #4"',
  '   ',
  'file "bluebird" under FOOD_AND_DRINK',
  'file "bluebird" under FOOD_AND_DRINK_COFFEE\ton "Joint, savings"',
  'file "zoo" under Days out with children out',
  'file "BLUEBIRD" under Going out',
].join('\r\n');

const READ: readonly BookLine[] = [
  { kind: 'file', match: match('BLUEBIRD', { direction: 'out' }), category: 'Going' },
  { kind: 'file', match: match('bluebird'), category: 'FOOD_AND_DRINK' },
  {
    kind: 'file',
    match: match('bluebird', { account: 'Joint, savings' }),
    category: 'FOOD_AND_DRINK_COFFEE',
  },
  { kind: 'file', match: match('zoo', { direction: 'out' }), category: 'Days out with children' },
  { kind: 'call', match: match('corner'), name: 'Store #4' },
  { kind: 'call', match: match('SQ *BLUEBIRD'), name: 'Bluebird Café' },
  { kind: 'call', match: match('sq *timeout', { direction: 'out' }), name: 'Time Out' },
  {
    kind: 'count',
    match: match('ann rent share', { direction: 'in', account: 'Everyday checking' }),
    countsAs: 'transfer',
  },
  { kind: 'recurring', text: 'Streamlet', status: 'no' },
  { kind: 'recurring', text: 'Gym 24', status: 'ended' },
  { kind: 'target', category: 'FOOD_AND_DRINK', amountMinor: 600_00, currency: 'USD' },
  { kind: 'target', category: 'Time with friends', amountMinor: 75_50, currency: 'USD' },
  {
    kind: 'own',
    name: 'Our house',
    ownKind: 'property',
    amountMinor: 420_000_00,
    currency: 'USD',
    day: '2026-11-01',
  },
  { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
];

const DOWNLOADED = `# Ledgerless book 1
file "bluebird" under FOOD_AND_DRINK
file "bluebird" under FOOD_AND_DRINK_COFFEE on "Joint, savings"
file "BLUEBIRD" under Going out
file "zoo" under Days out with children out
call "corner" "Store #4"
call "SQ *BLUEBIRD" Bluebird Café
call "sq *timeout" Time Out out
count "ann rent share" as transfer in on "Everyday checking"
recurring "Gym 24" ended
recurring "Streamlet" no
target FOOD_AND_DRINK 600 USD
target Time with friends 75.50 USD
own "Our house" property 420000 USD 2026-11-01
rate EUR 1.08 USD
`;

describe('a book that a person wrote', () => {
  it('is read with lines of every kind, in any order, with comments, and told what is not understood', () => {
    const { lines, problems } = parseBook(WRITTEN);
    expect(new Set(lines)).toEqual(new Set(READ));
    expect(problems).toEqual([
      {
        number: 13,
        line: 'call "corner" Store "#4"',
        why: 'Quotation marks must be around the whole name or category, or left out.',
      },
    ]);
  });

  it('is downloaded in one order, and uploaded as it was downloaded', () => {
    expect(formatBook(parseBook(WRITTEN).lines)).toBe(DOWNLOADED);
    expect(formatBook(parseBook(DOWNLOADED).lines)).toBe(DOWNLOADED);
    expect(parseBook(DOWNLOADED).problems).toEqual([]);
  });

  it('may have no first line, and none at all', () => {
    expect(parseBook('rate EUR 1.08 USD').lines).toEqual([
      { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
    ]);
    expect(parseBook('')).toEqual({ lines: [], problems: [] });
    expect(formatBook([])).toBe('# Ledgerless book 1\n');
  });

  it('is not read where it is of another version, or too large', () => {
    const later = parseBook('# Ledgerless book 2\nrate EUR 1.08 USD');
    expect(later.lines).toEqual([]);
    expect(later.problems).toEqual([
      {
        number: 1,
        line: '# Ledgerless book 2',
        why: 'This is a book of version 2. This server reads version 1 only, so nothing was read.',
      },
    ]);
    const comment = `# ${'é'.repeat((64 * 1024 - 2) / 2)}`;
    expect(parseBook(comment).problems).toEqual([]);
    const { lines, problems } = parseBook(`${comment}\nrate EUR 1.08 USD`);
    expect(lines).toEqual([]);
    expect(problems.map(({ why }) => why)).toEqual([
      'A book is at most 64 KB. Nothing of this one was read.',
    ]);
  });

  it('has room for so many lines of a sort, and says of each further one that it has not', () => {
    const many = (count: number, one: (index: number) => string) =>
      Array.from({ length: count }, (_, i) => one(i));
    const rules = many(202, (i) =>
      i % 2 === 0 ? `file "shop ${i}" under Pets` : `recurring "shop ${i}" no`,
    );
    const others = [
      ...many(51, (i) => `target Pets ${i} ${i + 1} USD`),
      ...many(51, (i) => `own "House ${i}" property 1 USD 2026-11-01`),
      ...many(21, (i) => `rate A${i + 10} 1.08 USD`),
    ];
    // One that is there already takes no more room.
    const { lines, problems } = parseBook([...rules, ...others, 'file "SHOP 0" under Animals'].join('\n'));
    expect(problems.map(({ number, why }) => `${number} ${why}`)).toEqual([
      '201 A book has room for 200 rules (file, call, count, recurring).',
      '202 A book has room for 200 rules (file, call, count, recurring).',
      '253 A book has room for 50 targets.',
      '304 A book has room for 50 accounts of your own.',
      '325 A book has room for 20 rates.',
    ]);
    expect(lines).toHaveLength(200 + 50 + 50 + 20);
    expect(lines).toContainEqual({ kind: 'file', match: match('SHOP 0'), category: 'Animals' });
    // In a cookie they may be more: two tabs can pass the bounds at once.
    expect(parseBook(rules.join('\n'), { hasBounds: false })).toMatchObject({
      ...{ lines: { length: 202 }, problems: [] },
    });
    expect(bookFault(lines)).toBeNull();
    expect(bookFault([...lines, ...READ])).toBe(
      'A book has room for 200 rules (file, call, count, recurring).',
    );
  });
});

describe('a line that is not understood', () => {
  const TEXT_FIRST = 'The text to look for must come first, in quotation marks.';
  const LONG = 'x'.repeat(101);
  const AMOUNT = 'The amount must be written in digits, with at most 2 decimals, such as 1250.';
  const CURRENCY = 'A currency must be a code in capital letters, such as USD.';
  const RATE = 'A rate must be written in digits, with at most 12 before and 12 after a point, such as 1.08.';
  const OWN =
    'An account of your own is a name in quotation marks, a kind, an amount, a currency and a date.';
  const NEVER_SPENT = 'Targets are for spending, and this category is not spending.';
  const DAY = 'The date must be one that exists, written like 2026-11-01.';

  it.each([
    ['hello', 'A line begins with file, call, count, recurring, target, own or rate.'],
    ['"file" "a" under Pets', 'A line begins with file, call, count, recurring, target, own or rate.'],
    ['FILE "a" under Pets', 'A line begins with file, call, count, recurring, target, own or rate.'],
    ['constructor "a"', 'A line begins with file, call, count, recurring, target, own or rate.'],
    [`call "a" ${'x'.repeat(500)}`, 'A line is at most 500 characters long.'],
    ['file "bluebird under Pets', 'A quotation mark is missing.'],
    ['file bluebird under Pets', TEXT_FIRST],
    ['file', TEXT_FIRST],
    ['file "a" Pets', 'After the text there must be the word “under”.'],
    ['file "a" "under" Pets', 'After the text there must be the word “under”.'],
    ['file "a" under', 'The category is missing.'],
    ['file "a" under out', 'The category is missing.'],
    ['file "a" under on "Everyday"', 'The category is missing.'],
    [
      'file "a" under "Pets" and more',
      'Quotation marks must be around the whole name or category, or left out.',
    ],
    [
      'file "a" under Pets on "Everyday" out',
      'Quotation marks must be around the whole name or category, or left out.',
    ],
    ['file "*" under Pets', 'The text to look for needs a letter or a digit.'],
    ['file "" under Pets', 'The text to look for needs a letter or a digit.'],
    [`file "${LONG}" under Pets`, 'The text to look for is longer than 100 characters.'],
    ['file "a\u0007b" under Pets', 'The text to look for has a character that cannot be seen.'],
    ['file "a\u202eb" under Pets', 'The text to look for has a character that cannot be seen.'],
    ['file "a\u2066b" under Pets', 'The text to look for has a character that cannot be seen.'],
    ['file "a\ud83db" under Pets', 'The text to look for has a character that cannot be seen.'],
    ['file "a" under Pets on "b\u0000"', 'The account’s name has a character that cannot be seen.'],
    [`file "a" under Pets on "${LONG}"`, 'The account’s name is longer than 100 characters.'],
    ['file "a" under Pets on " "', 'The account’s name is missing.'],
    [`file "a" under ${'é'.repeat(41)}`, 'The category is longer than 40 characters.'],
    [
      'file "a" under FOOD_AND_DRIKN',
      'FOOD_AND_DRIKN is not one of Plaid’s categories. A category of your own needs a lower-case letter, such as Pets.',
    ],
    [
      'file "a" under PETS, CATS',
      'PETS, CATS is not one of Plaid’s categories. A category of your own needs a lower-case letter, such as Pets.',
    ],
    ['file "a" under food_and_drink', 'Did you mean FOOD_AND_DRINK?'],
    ['file "a" under Food_And_Drink_Coffee', 'Did you mean FOOD_AND_DRINK_COFFEE?'],
    ['file "a" under Home improvement', 'Did you mean HOME_IMPROVEMENT?'],
    ['target general_Services 5 USD', 'Did you mean GENERAL_SERVICES?'],
    ['target INCOME 600 USD', NEVER_SPENT],
    ['target Income 600 USD', NEVER_SPENT],
    ['target INCOME_WAGES 600 USD', NEVER_SPENT],
    ['target TRANSFER_IN 600 USD', NEVER_SPENT],
    ['target TRANSFER_OUT_SAVINGS 600 USD', NEVER_SPENT],
    ['target LOAN_DISBURSEMENTS 600 USD', NEVER_SPENT],
    ['target Pets 999999999999999 USD', 'The amount is too large.'],
    ['call "a" b\u200ec', 'The new name has a character that cannot be seen.'],
    ['file "a" under b\u200fc', 'The category has a character that cannot be seen.'],
    ['target b\u061cc 5 USD', 'The category has a character that cannot be seen.'],
    ['call "a"', 'The new name is missing.'],
    ['call "a" in', 'The new name is missing.'],
    [`call "a" ${'é'.repeat(41)}`, 'The new name is longer than 40 characters.'],
    ['call "a" b\u009bc', 'The new name has a character that cannot be seen.'],
    ['count "a" transfer', 'After the text there must be the word “as”.'],
    ['count "a" as refund', 'It can count as transfer, income, spending or nothing.'],
    ['count "a" as payment', 'It can count as transfer, income, spending or nothing.'],
    ['recurring Streamlet no', TEXT_FIRST],
    ['recurring "Streamlet"', 'After the text there must be only “no” or “ended”.'],
    ['recurring "Streamlet" yes', 'After the text there must be only “no” or “ended”.'],
    ['recurring "Streamlet" no more', 'After the text there must be only “no” or “ended”.'],
    ['recurring "-" no', 'The text to look for needs a letter or a digit.'],
    ['target 600 USD', 'A target is a category, an amount and a currency.'],
    ['target', 'A target is a category, an amount and a currency.'],
    ['target Pets 600 usd', CURRENCY],
    ['target Pets USD 600', CURRENCY],
    ['target Pets 600.001 USD', AMOUNT],
    ['target Pets 600.5 JPY', 'The amount must be written in digits, with no decimals, such as 1250.'],
    ['target Pets 1,200 USD', AMOUNT],
    ['target Pets -5 USD', AMOUNT],
    ['target Pets 1e3 USD', AMOUNT],
    ['target Pets 0 USD', 'A target must be more than zero.'],
    ['target Pets 1000000000000.01 USD', 'The amount is too large.'],
    [
      'target PETS 600 USD',
      'PETS is not one of Plaid’s categories. A category of your own needs a lower-case letter, such as Pets.',
    ],
    ['own Our house property 1 USD 2026-11-01', OWN],
    ['own "Our house" property 1 USD', OWN],
    ['own "Our house" property 1 USD 2026-11-01 more', OWN],
    ['own "Our house" castle 1 USD 2026-11-01', 'Its kind must be property, vehicle, cash, loan or other.'],
    ['own "Our house" property 1 USD 2026-02-30', DAY],
    ['own "Our house" property 1 USD yesterday', DAY],
    ['own "" property 1 USD 2026-11-01', 'The name is missing.'],
    [`own "${'x'.repeat(41)}" property 1 USD 2026-11-01`, 'The name is longer than 40 characters.'],
    ['own "Our house" property x USD 2026-11-01', AMOUNT],
    ['rate EUR 1.08', 'A rate is a currency, a number and a currency.'],
    ['rate EUR 1.08 USD today', 'A rate is a currency, a number and a currency.'],
    ['rate EUR 1,08 USD', RATE],
    ['rate EUR 1.1234567890123 USD', RATE],
    ['rate EUR .5 USD', RATE],
    ['rate EUR 0.00 USD', 'A rate must be more than zero.'],
    ['rate EUR 1 EUR', 'A rate is between two currencies.'],
    ['rate eur 1.08 USD', CURRENCY],
    ['rate EUR 1.08 $', CURRENCY],
  ])('%j is named with its number and a sentence', (written, why) => {
    const { lines, problems } = parseBook(`# Ledgerless book 1\nrate EUR 2 USD\n${written}\n`);
    expect(problems).toEqual([{ number: 3, line: written.slice(0, 500), why }]);
    expect(lines).toHaveLength(1);
  });

  it.each([
    ...['\u200b', '\u00ad', '\u2060', '\u3164', '\u115f', '\u{e0041}', '\u2800', '\ufe0f', '\u0301'],
    '\u200b \u3164',
  ])('a name or a category of %j alone has nothing that can be seen', (unseen) => {
    const why = (written: string) => parseBook(written).problems.map((problem) => problem.why);
    expect(why(`call "a" "${unseen}"`)).toEqual(['The new name has nothing in it that can be seen.']);
    expect(why(`file "a" under "${unseen}"`)).toEqual(['The category has nothing in it that can be seen.']);
    expect(why(`own "${unseen}" cash 1 USD 2026-11-01`)).toEqual([
      'The name has nothing in it that can be seen.',
    ]);
    expect(why(`call "a" Family \u{1f469}\u200d\u{1f467}${unseen}x`)).toEqual([]);
  });

  it('is none of two targets that differ in the spelling of their category: the later one stays', () => {
    const { lines, problems } = parseBook('target Treats 10 USD\ntarget treats 5 USD\ntarget Tréats 7 USD');
    expect(problems).toEqual([]);
    expect(lines).toMatchObject([{ category: 'Treats', amountMinor: 700 }]);
    const {
      lines: [other],
    } = parseBook('target treats 5 USD');
    expect(changeBook(lines, { put: other ? [other] : [] })).toHaveLength(1);
  });

  it('is a figure of a later day than tomorrow where today is known', () => {
    const own = (day: string) => `own "Car" vehicle 1 USD ${day}`;
    const read = (day: string) => parseBook(own(day), { today: '2026-11-01' }).problems.map(({ why }) => why);
    expect(read('2026-11-03')).toEqual(['The date is too far in the future. Enter a date up to tomorrow.']);
    expect([read('2026-11-02'), read('2026-11-01'), read('1999-01-01')]).toEqual([[], [], []]);
    // A cookie's own lines are read whatever the clock says.
    expect(parseBook(own('2099-01-01')).problems).toEqual([]);
  });

  it('is also refused where a form made it', () => {
    const file = (facts: Partial<Match>, category = 'Pets') =>
      lineFault({ kind: 'file', match: match('a', facts), category });
    expect(file({})).toBeNull();
    expect(file({ text: 'a" under X' })).toBe('The text to look for cannot have a quotation mark in it.');
    expect(file({ account: 'a“b' })).toBe('The account’s name cannot have a quotation mark in it.');
    expect(file({}, 'Pets\nrate')).toBe('The category has a character that cannot be seen.');
    expect(file({}, 'Pets  and cats')).toBe('The category has extra spaces or separate accent characters.');
    expect(file({}, 'Cafe\u0301')).toBe('The category has extra spaces or separate accent characters.');
    const own = { kind: 'own', name: 'Car', ownKind: 'vehicle', currency: 'USD', day: '2026-11-01' } as const;
    expect(lineFault({ ...own, amountMinor: -1 })).toBe('The amount is below zero.');
    expect(lineFault({ ...own, amountMinor: 0 })).toBeNull();
  });
});

describe('words of the person’s own for a category', () => {
  const categories = (...written: string[]) =>
    parseBook(written.join('\n')).lines.map((one) => ('category' in one ? one.category : null));

  it('are Plaid’s category where they are its label', () => {
    expect(categories('file "a" under food AND drink', 'file "b" under Shopping out')).toEqual([
      'FOOD_AND_DRINK',
      'GENERAL_MERCHANDISE',
    ]);
    expect(categories('target health 5 USD', 'file "b" under "Ｔravel"')).toEqual(['TRAVEL', 'MEDICAL']);
    expect(categories('file "a" under Food and drinks')).toEqual(['Food and drinks']);
  });

  it('have one spelling in a book, whatever the order of its lines', () => {
    const written = [
      'file "a" under treats',
      'target TREATs 5 USD',
      'file "b" under Treats',
      'file "c" under x',
    ];
    expect(categories(...written)).toEqual(['TREATs', 'TREATs', 'x', 'TREATs']);
    expect(parseBook(written.toReversed().join('\n'))).toEqual(parseBook(written.join('\n')));
    expect(categories('target Pets 1 USD', 'target pets 2 USD')).toEqual(['Pets']);
  });
});

describe('keys', () => {
  const keyed = (text: string) => parseBook(text).lines.map(keyOf)[0];

  it.each([
    ['call "SQ *BLUEBIRD" A', 'call "sq bluebird" Another'],
    ['file "ﬁve" under Pets', 'file "FIVE" under OTHER'],
    ['file "café" under Pets', 'file "Cafe" under OTHER'],
    ['count "a" as income on "Joint"', 'count "A" as nothing on "JOINT"'],
    ['recurring "Stream-let" no', 'recurring "stream let" ended'],
    ['target Pets 1 USD', 'target Pets 2 USD'],
    ['own "Our house" property 1 USD 2026-11-01', 'own "OUR HOUSE" other 2 EUR 2026-11-02'],
    ['rate EUR 1 USD', 'rate EUR 2 GBP'],
  ])('are one for %s and %s, of which the later stays', (first, second) => {
    expect(keyed(first)).toBe(keyed(second));
    const { lines } = parseBook(`${first}\n${second}`);
    expect(lines).toEqual(parseBook(second).lines);
  });

  it.each([
    ['file "a" under Pets', 'file "a" under Pets out'],
    ['file "a" under Pets in', 'file "a" under Pets out'],
    ['file "a" under Pets', 'file "a" under Pets on "a"'],
    ['file "a b" under Pets', 'file "ab" under Pets'],
    ['file "a" under Pets', 'call "a" Pets'],
    ['recurring "a" no', 'count "a" as nothing'],
    ['target Pets 1 USD', 'target Pets 1 EUR'],
    ['own "House" property 1 USD 2026-11-01', 'own "Houses" property 1 USD 2026-11-01'],
  ])('are two for %s and %s', (first, second) => {
    expect(parseBook(`${first}\n${second}`).lines).toHaveLength(2);
  });
});

describe('a change', () => {
  const { lines: book } = parseBook(DOWNLOADED);

  it('puts lines in, in the place of those of their keys, and takes others out', () => {
    const [put] = parseBook('rate EUR 1.10 USD').lines;
    const changed = changeBook(book, { put: put ? [put] : [], remove: ['recurring "gym 24"', 'no such'] });
    expect(formatBook(changed)).toBe(
      DOWNLOADED.replace('EUR 1.08', 'EUR 1.10').replace('recurring "Gym 24" ended\n', ''),
    );
    expect(changeBook(book, { put: put ? [put] : [], remove: ['rate EUR'] })).toContainEqual(put);
    expect(formatBook(book)).toBe(DOWNLOADED);
  });

  it('is idempotent, and commutes with changes of other keys', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), fc.array(line), (before, first, second) => {
        const start = changeBook([], { put: before });
        const once = changeBook(start, { put: first, remove: second.map(keyOf) });
        expect(changeBook(once, { put: first, remove: second.map(keyOf) })).toEqual(once);
        const keys = new Set(first.map(keyOf));
        const other = second.filter((one) => !keys.has(keyOf(one)));
        expect(changeBook(changeBook(start, { put: first }), { put: other })).toEqual(
          changeBook(changeBook(start, { put: other }), { put: first }),
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** A person's words for a category would else come back in the spelling of other lines. */
function hasOneSpelling(lines: readonly BookLine[]): boolean {
  const categories = new Set(lines.flatMap((one) => ('category' in one ? [one.category] : [])));
  const folded = new Set([...categories].map((category) => category.normalize('NFKC').toLowerCase()));
  return folded.size === categories.size;
}

describe('any book', () => {
  it('comes back from its text as it was, byte for byte, whatever the order of its lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }).filter(hasOneSpelling), (lines) => {
        for (const one of lines) expect(lineFault(one)).toBeNull();
        const book = changeBook([], { put: lines });
        const text = formatBook(lines);
        // The number of lines goes beyond the room of rates alone.
        expect(parseBook(text)).toEqual({ lines: book, problems: [] });
        expect(formatBook(parseBook(text).lines)).toBe(text);
        const shuffled = text.trim().split('\n').toReversed().join('\r\n');
        expect(formatBook(parseBook(shuffled).lines)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('is made of lines that each can be read alone', () => {
    fc.assert(
      fc.property(line, (one) => {
        expect(parseBook(formatLine(one))).toEqual({ lines: [one], problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('is what any text gives, and one that can be written', () => {
    const pieces = fc.constantFrom(
      ...'"“#\n\r\t\u0000\ud800 ',
      'file',
      'call',
      ' under ',
      ' as ',
      'on',
      '"a"',
      '1',
      'USD',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (text) => {
          const { lines, problems } = parseBook(text);
          for (const one of lines) expect(lineFault(one)).toBeNull();
          expect(parseBook(formatBook(lines))).toEqual({ lines, problems: [] });
          for (const { number, why } of problems) {
            expect(number).toBeGreaterThan(0);
            expect(why).toMatch(/^[A-Z].*\.$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
