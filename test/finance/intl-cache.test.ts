import { expect, it } from 'vitest';
import { createIntlCache } from '../../src/finance/intl-cache.ts';

it('makes a formatter once for each key', () => {
  const made: string[] = [];
  const cache = createIntlCache<string>();
  const ask = (key: string) =>
    cache(key, () => {
      made.push(key);
      return `formatter of ${key}`;
    });
  expect([ask('a'), ask('b'), ask('a')]).toEqual(['formatter of a', 'formatter of b', 'formatter of a']);
  expect(made).toEqual(['a', 'b']);
});
