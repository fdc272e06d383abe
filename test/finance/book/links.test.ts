/** From a transaction or a recurring payment to the forms of lines about it. */

import { expect, it } from 'vitest';
import { linksOfRecurring, linksOfRow } from '../../../src/finance/book/links.ts';

it('a transaction leads to three forms, with its name', () => {
  expect(linksOfRow(['Blue Heron Coffee', 'SQ *BLUE HERON 0423'])).toEqual([
    { label: 'File under…', href: '/book/line?kind=file&text=Blue+Heron+Coffee' },
    { label: 'Call it…', href: '/book/line?kind=call&text=Blue+Heron+Coffee' },
    { label: 'Count as…', href: '/book/line?kind=count&text=Blue+Heron+Coffee' },
  ]);
});

it('one without a word leads to none', () => {
  expect([linksOfRow(['***']), linksOfRow([]), linksOfRecurring(['—'], false)]).toEqual([[], [], []]);
});

it.each([
  [['Films 17'], 'Films+17'],
  [['FILMS Nov', 'Films Dec'], 'FILMS'],
  [['Pay Corp Nov', 'pay corp Dec', 'PAY CORP'], 'Pay+Corp'],
  [['Alpha', 'Beta'], 'Alpha'],
])('a recurring payment of %j leads to forms with %s', (names, text) => {
  const [no, ended, ...others] = linksOfRecurring(names, false);
  expect([no, ended, others]).toEqual([
    { label: 'Not recurring', href: `/book/line?kind=recurring&text=${text}&is=no&show=yes` },
    { label: 'Has ended', href: `/book/line?kind=recurring&text=${text}&is=ended&show=yes` },
    [],
  ]);
  expect(linksOfRecurring(names, true)).toEqual([no]);
});
