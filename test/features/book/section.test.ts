/** The section of the book: its lines in groups at once, and what each does as soon as all banks have answered. */

import { describe, expect, it } from 'vitest';
import { bookSection } from '../../../src/features/book/section.ts';
import type { Transaction } from '../../../src/finance/model.ts';
import type { PlaidErrorKind } from '../../../src/plaid/errors.ts';
import type { HistoryReading } from '../../../src/reading/reading.ts';
import { account, transaction } from '../../finance/samples.ts';
import { failed as failedAt, told as toldBy } from '../../support/told-banks.ts';
import { format, hidden, linesIn, TODAY } from './made-up-request.ts';

const told = (transactions: readonly Transaction[] = [], isGrowing = false) =>
  toldBy('told', { accounts: [account()], transactions, isGrowing });
const failed = (kind?: PlaidErrorKind) => failedAt('failed', kind);

const BOOK = `file "heron" under Treats
call "no such merchant" Nobody
count "bookshop" as nothing out
recurring "Films" no
target Treats 600 USD
target Treats 500 EUR
own "House" property 420000 USD 2026-04-01
rate EUR 1.08 USD
`;
const ROWS = [
  transaction({ date: '2026-05-02', amountMinor: -12_40 }),
  transaction({ date: '2026-05-20', amountMinor: -7_60 }),
  transaction({ date: '2026-04-30', amountMinor: -99_00 }),
  transaction({ date: '2026-05-03', amountMinor: -5_00, name: 'Bookshop', originalName: '' }),
  transaction({ date: '2026-05-03', amountMinor: 2_00, name: 'Bookshop', originalName: '' }),
];

async function modelOf(banks: readonly HistoryReading[], { book = BOOK, words = format } = {}) {
  const section = bookSection(linesIn(book), banks, { today: TODAY, format: words });
  if (section.id !== 'book') throw new Error(section.id);
  const [early, final] = [await section.early, await section.final];
  if (!early || !final) throw new Error('no model');
  return { section, early, final };
}

type Model = Awaited<ReturnType<typeof modelOf>>['final'];
const effectsOf = ({ groups }: Model) => groups.flatMap(({ lines }) => lines.map(({ effect }) => effect));

it('stands under its title, where lines will be', async () => {
  const { section } = await modelOf([told()]);
  expect([section.id, section.title, section.skeleton]).toEqual(['book', 'Your lines', 'lines']);
});

it('has a group for each kind that has lines, each line in words, with where it is edited', async () => {
  const { early, final } = await modelOf([told()], {
    book: 'rate EUR 1.08 USD\nrate GBP 1.3 USD\nfile "heron" under Treats in',
  });
  // The names of lines are the beginnings of the SHA-256 hashes of `file "heron" in`, `rate EUR` and `rate GBP`.
  const groups = (effect: string | null) => [
    {
      id: 'file',
      title: 'Filed under another category',
      lines: [
        {
          ...{ about: '“heron”', says: 'is filed under Treats', only: 'only money in', effect },
          ...{ sentence: '“heron” is filed under Treats, only money in', id: '6XGCwK1C6cfaVXJD' },
          editHref: '/book/line?edit=6XGCwK1C6cfaVXJD&back=%2Fbook',
        },
      ],
    },
    {
      id: 'rate',
      title: 'Your own rates',
      lines: [
        {
          ...{ about: '1 EUR', says: 'is 1.08 USD', only: null, sentence: '1 EUR is 1.08 USD', effect: null },
          ...{ id: 'aP_iMQ65dGz657ks', editHref: '/book/line?edit=aP_iMQ65dGz657ks&back=%2Fbook' },
        },
        {
          ...{ about: '1 GBP', says: 'is 1.3 USD', only: null, sentence: '1 GBP is 1.3 USD', effect: null },
          ...{ id: 'mDwJpFixVsHuds9b', editHref: '/book/line?edit=mDwJpFixVsHuds9b&back=%2Fbook' },
        },
      ],
    },
  ];
  expect(early).toEqual({ groups: groups(null), isPartial: false });
  expect(final).toEqual({ groups: groups('0 transactions'), isPartial: false });
});

describe('the effect of a line', () => {
  it('is the number of transactions it decides, or what was spent of a target this month', async () => {
    const { early, final } = await modelOf([told(ROWS)]);
    expect(final.groups.map(({ id }) => id)).toEqual([
      ...['file', 'call', 'count', 'recurring', 'target', 'own', 'rate'],
    ]);
    expect(effectsOf(early)).toEqual(Array(8).fill(null));
    expect(effectsOf(final)).toEqual([
      ...['3 transactions', '0 transactions', '1 transaction', '0 transactions'],
      // Targets on the same, in euros first.
      ...['€0.00 this month', '$20.00 this month'],
      ...[null, null],
    ]);
  });

  it('has no amount where amounts are hidden', async () => {
    const { final } = await modelOf([told(ROWS)], { words: hidden });
    expect(effectsOf(final).slice(4, 6)).toEqual(['••••• this month', '••••• this month']);
  });

  it('is of all banks together', async () => {
    const { final } = await modelOf([told(ROWS), told(ROWS.slice(0, 1))], {
      book: 'file "heron" under Pets',
    });
    expect(effectsOf(final)).toEqual(['4 transactions']);
  });

  it('of what a target is on is what the other lines make of it', async () => {
    const { final } = await modelOf([told(ROWS)], {
      book: 'target FOOD_AND_DRINK 600 USD\ncount "bookshop" as nothing out',
    });
    // $12.40 and $7.60, less the $2.00 that came back.
    expect(effectsOf(final)).toEqual(['1 transaction', '$18.00 this month']);
  });
});

it.each([
  ['all banks are read', [told(ROWS)], false, '3 transactions'],
  ['one is read and one is not', [told(ROWS), failed()], true, '3 transactions'],
  ['one has told its last days alone', [told(ROWS, true)], true, '3 transactions'],
  ['one is not ready', [failed('not-ready'), told(ROWS)], true, '3 transactions'],
  ['none could be read', [failed(), failed('not-ready')], true, null],
  ['none could be read, of one', [failed()], true, null],
] as const)('where %s, it is partial: %s', async (_, banks, isPartial, effect) => {
  const { early, final } = await modelOf(banks, { book: 'file "heron" under Treats\ntarget TRAVEL 5 USD' });
  expect(final.isPartial).toBe(isPartial);
  expect(early.isPartial).toBe(false);
  expect(effectsOf(final)).toEqual([effect, effect && '$0.00 this month']);
});
