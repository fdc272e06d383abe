/** Queries that ask for far too much, in an address that is just short enough to be read, or just too long. */

/** Addresses have 2,048 characters at most (docs/security.md), and the longest path here has 19. */
export const EXCESSIVE: readonly (readonly [what: string, query: string, isTooLong: boolean])[] = [
  ['1,000 parameters of one name', 'q&'.repeat(1_000), false],
  ['500 parameters of as many names', names(500), false],
  ['1,000 filters', 'min=1&'.repeat(1_000), true],
  ['300 filters', 'min=1&'.repeat(300), false],
  ['a billion for the page', 'page=1000000000', false],
  ['two thousand digits for the page', `page=${'9'.repeat(2_000)}`, false],
  ['a billion days', 'days=1000000000', false],
  ['a billion months', 'months=1000000000', false],
  ['a text of 2,000 letters', `q=${'a'.repeat(2_000)}`, false],
  ['a text of 2,000 blanks', `q=${'+'.repeat(2_000)}`, false],
  ['a text of 2,000 opening brackets', `q=${'('.repeat(2_000)}`, false],
  ['an amount of 2,000 digits', `min=${'9'.repeat(2_000)}`, false],
  ['an amount of 2,000 points', `max=${'1.'.repeat(1_000)}`, false],
  ['an account of 2,000 letters', `account=${'a'.repeat(2_000)}`.slice(0, 2_020), false],
  ['1,000 categories', `category=${'A,'.repeat(1_000)}`, false],
  ['180 merchants', 'merchant=a&'.repeat(180), false],
  ['a day of 2,000 letters', `from=${'2026-'.repeat(400)}`, false],
];

function names(count: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: count }, (_, at) => `${letters[at % 26]}${letters[Math.floor(at / 26)]}&`).join(
    '',
  );
}

export const EXCESSIVE_PATHS = [
  ...[
    '/dashboard',
    '/transactions',
    '/spending',
    '/recurring',
    '/credit',
    '/banks',
    '/privacy',
    '/link/return',
  ],
  ...['/api/dashboard', '/api/transactions', '/api/spending', '/api/credit', '/transactions.csv'],
] as const;
