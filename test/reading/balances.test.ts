import { expect, it } from 'vitest';
import { parseBook } from '../../src/finance/book/text.ts';
import { balancesWithOwn } from '../../src/reading/balances.ts';
import { cached } from './bank-with.ts';

const bank = { id: 'b1', name: 'Fernhollow', balances: cached, asOf: null, error: null, wasAsked: true };

it('a person’s own figures are one bank more, after the others, and no bank was asked for them', () => {
  const { lines } = parseBook('own "Our house" property 420000.00 USD 2026-04-01');
  const [first, own, ...others] = balancesWithOwn([bank], lines);
  expect([first, others]).toEqual([bank, []]);
  expect(own).toMatchObject({
    balances: { source: 'cached', accounts: [{ name: 'Our house' }] },
    asOf: null,
    error: null,
    wasAsked: false,
  });
});

it('there is no such bank where the book has no own figures', () => {
  const { lines } = parseBook('call "blue heron" Coffee');
  expect(balancesWithOwn([bank], lines)).toEqual([bank]);
  expect(balancesWithOwn([], [])).toEqual([]);
});
