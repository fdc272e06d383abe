/** The largest and smallest amounts that a line can have. */

import { expect, it } from 'vitest';
import { parseBook } from '../../../src/finance/book/text.ts';

const problemsOf = (line: string) => parseBook(line).problems.map(({ why }) => why);

it.each([
  // A hundred million million minor units.
  ['own "House" property 1000000000000 USD 2026-11-01', []],
  ['own "House" property 1000000000000.01 USD 2026-11-01', ['The amount is too large.']],
  ['own "House" property 0 USD 2026-11-01', []],
  ['target Treats 0.01 USD', []],
  ['target Treats 0 USD', ['A target must be more than zero.']],
])('%s: %j', (line, problems) => {
  expect(problemsOf(line)).toEqual(problems);
});
