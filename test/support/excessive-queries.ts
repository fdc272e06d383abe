/** Queries that ask for far too much, in an address that is just short enough to be read, or just too long. */

import { NAVIGATION_PAGES } from './navigation-pages.ts';

/** Addresses have 8,000 characters at most (docs/security.md), and the longest path here has 19. */
export const EXCESSIVE: readonly (readonly [what: string, query: string, isTooLong: boolean])[] = [
  ['3,900 parameters of one name', 'q&'.repeat(3_900), false],
  ['1,900 parameters of as many names', names(1_900), false],
  ['1,400 filters', 'min=1&'.repeat(1_400), true],
  ['1,300 filters', 'min=1&'.repeat(1_300), false],
  ['a billion for the page', 'page=1000000000', false],
  ['7,900 digits for the page', `page=${'9'.repeat(7_900)}`, false],
  ['a billion days', 'days=1000000000', false],
  ['a billion months', 'months=1000000000', false],
  ['a text of 7,900 letters', `q=${'a'.repeat(7_900)}`, false],
  ['a text of 7,900 blanks', `q=${'+'.repeat(7_900)}`, false],
  ['a text of 7,900 opening brackets', `q=${'('.repeat(7_900)}`, false],
  ['an amount of 7,900 digits', `min=${'9'.repeat(7_900)}`, false],
  ['an amount of 3,900 points', `max=${'1.'.repeat(3_900)}`, false],
  ['an account of 7,900 letters', `account=${'a'.repeat(7_900)}`, false],
  ['1,900 accounts of as many names', `account=${names(1_900).replaceAll('&', ',')}`, false],
  ['3,900 categories', `category=${'A,'.repeat(3_900)}`, false],
  ['200 merchants of as many names', `merchant=${names(500).replaceAll('&', '&merchant=')}`, false],
  ['700 merchants', 'merchant=a&'.repeat(700), false],
  ['a day of 7,900 letters', `from=${'2026-'.repeat(1_580)}`, false],
];

function names(count: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const letter = (at: number) => letters[at % 26];
  return Array.from(
    { length: count },
    (_, at) => `${letter(at)}${letter(Math.floor(at / 26))}${letter(Math.floor(at / 676))}&`,
  ).join('');
}

export const EXCESSIVE_PATHS = [
  ...NAVIGATION_PAGES,
  '/link/return',
  ...[
    '/api/dashboard',
    '/api/transactions',
    '/api/spending',
    '/api/net-worth',
    '/api/ahead',
    '/api/credit',
    '/transactions.csv',
  ],
  '/net-worth.csv',
  '/upcoming.ics',
] as const;
