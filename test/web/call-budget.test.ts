import { expect, it } from 'vitest';
import { createCallBudget } from '../../src/web/call-budget.ts';

const START = Date.UTC(2026, 4, 20, 12, 0, 0);

it('leaves an address so many calls a minute, and each address its own', () => {
  const budget = createCallBudget(3, () => START);
  for (let call = 0; call < 3; call++) {
    expect(budget.secondsLeft('a')).toBe(0);
    budget.spend('a');
  }
  expect(budget.secondsLeft('a')).toBe(60);
  expect(budget.secondsLeft('b')).toBe(0);
});

it('tells how long the minute still lasts, and begins anew after it', () => {
  let now = START + 42_500;
  const budget = createCallBudget(1, () => now);
  budget.spend('a');
  expect(budget.secondsLeft('a')).toBe(18);
  now = START + 59_999;
  expect(budget.secondsLeft('a')).toBe(1);
  now = START + 60_000;
  expect(budget.secondsLeft('a')).toBe(0);
});

it('sets no limit where it is 0', () => {
  const budget = createCallBudget(0, () => START);
  for (let call = 0; call < 1_000; call++) budget.spend('a');
  expect(budget.secondsLeft('a')).toBe(0);
});
