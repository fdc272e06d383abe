/** The file of net worth to the letter, of made-up accounts; and why there is none. */

import { describe, expect, it } from 'vitest';
import { getNetWorthFile } from '../../../src/features/net-worth/csv.ts';
import type { Book } from '../../../src/finance/book/lines.ts';
import { account, transaction } from '../../finance/samples.ts';
import type { MadeUpBank } from '../../support/made-up-banks.ts';
import { answerOf } from './answers.ts';
import { TODAY } from './pasts.ts';

const FILE = '/net-worth.csv?months=3';
const BOOK: Book = [
  { kind: 'own', name: 'House', ownKind: 'property', amountMinor: 9_00, currency: 'USD', day: '2026-01-31' },
];
const A: MadeUpBank = {
  name: 'A',
  accounts: [
    account({ id: 'a', balanceMinor: 1_000_00 }),
    account({ id: 'yen', name: 'Yen', mask: null, currency: 'JPY', balanceMinor: 400 }),
    account({ id: 'fund', name: 'Fund', mask: null, type: 'investment', balanceMinor: 900_00 }),
  ],
  transactions: [
    transaction({ accountId: 'a', date: '2026-02-02', amountMinor: -50_00 }),
    transaction({ accountId: 'yen', date: '2026-02-03', currency: 'EUR', amountMinor: 1_00 }),
  ],
};
const B: MadeUpBank = {
  name: 'B',
  accounts: [account({ id: 'loan', name: 'Car "1"', mask: '9', type: 'loan', balanceMinor: -700_00 })],
  transactions: [transaction({ accountId: 'loan', date: '2026-01-01' })],
};

describe('the file', () => {
  it('has every day of the months of every account, and the person’s own last', async () => {
    const { status, headers, text, notices, asked } = await answerOf(getNetWorthFile, FILE, {
      ...{ banks: [A, B], book: BOOK },
    });
    expect([status, notices]).toEqual([200, []]);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(headers['content-disposition']).toBe('attachment; filename="net-worth-2026-03-10.csv"');
    const range = { from: '2026-01-01', to: TODAY };
    expect(asked).toEqual(['file', { token: 'A', range }, { token: 'B', range }]);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('\uFEFFdate,balance,currency,account,bank,note,id');
    expect(lines.at(-1)).toBe('');
    // Five accounts of 31, 28 and 10 days.
    expect(lines).toHaveLength(1 + 5 * 69 + 1);
    const on = (day: string) => lines.filter((line) => line.startsWith(day));
    const tail =
      '"approximate, since the interest in its payments is not reported and is counted as principal","loan"';
    const own = '9.00,"USD","House","Your own","your own figure of 2026-01-31","own:House"';
    const fund = '"USD","Fund","A","past market values are not available","fund"';
    const yen = '"JPY","Yen","A","a transaction of 2026-02-03 is in another currency","yen"';
    expect(on('2025')).toEqual([]);
    expect(on('2026-02-01')).toEqual([
      '2026-02-01,1050.00,"USD","Everyday ••1234","A","","a"',
      `2026-02-01,,${yen}`,
      `2026-02-01,,${fund}`,
      `2026-02-01,-700.00,"USD","Car ""1"" ••9","B",${tail}`,
      `2026-02-01,${own}`,
    ]);
    expect(on('2026-02-03').slice(0, 2)).toEqual([
      '2026-02-03,1000.00,"USD","Everyday ••1234","A","","a"',
      '2026-02-03,400,"JPY","Yen","A","","yen"',
    ]);
    expect(on(TODAY)[2]).toBe('2026-03-10,900.00,"USD","Fund","A","","fund"');
  });

  it('is of the other banks, and says so in its name, where the address leaves some out', async () => {
    const banks = [A, { name: 'Down', error: 'bank-down' }, B] as const;
    const { headers, text } = await answerOf(getNetWorthFile, `${FILE}&without=down.a`, { banks });
    expect(headers['content-disposition']).toContain('"net-worth-2026-03-10-partial.csv"');
    expect(text.split('\r\n')).toHaveLength(1 + 69 + 1);
  });
});

describe('no file is written', () => {
  const cut = { from: '2026-02-01', againAt: new Date(`${TODAY}T12:01:00Z`) };
  const [preparing, lacking, down] = [
    { name: 'P', error: 'not-ready' },
    { name: 'L', error: 'unsupported' },
    { name: 'D', error: 'bank-down' },
  ] as const;

  it.each([
    ['amounts are hidden', { banks: [A], isHidden: true }, '', ', because amounts are hidden.'],
    ['a bank could not be read', { banks: [A, down] }, '', ': D could not be read just now.'],
    [
      'several could not',
      { banks: [down, A, lacking, preparing] },
      '',
      ': P, L, and D could not be read just now.',
    ],
    ['all are left out', { banks: [A, B] }, '&without=a.b', ': A and B could not be read just now.'],
    [
      'Plaid’s limit was met',
      { banks: [A, { ...B, cut }] },
      '',
      ': Plaid limits calls per minute. Try again in a minute.',
    ],
  ])('where %s', async (_, browser, without, reason) => {
    const { status, headers, notices } = await answerOf(
      getNetWorthFile,
      `/net-worth.csv?months=24${without}`,
      browser,
    );
    expect([status, headers.location]).toEqual([303, '/net-worth?months=24']);
    expect(notices).toEqual([`No file was written${reason}`]);
  });
});
