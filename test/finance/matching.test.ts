import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/finance/filter.ts';
import { matching } from '../../src/finance/matching.ts';
import { transaction } from './samples.ts';

const lets = (query: Record<string, string>, facts: Parameters<typeof transaction>[0]) =>
  matching(parseFilter(query))(transaction(facts));

describe('searching', () => {
  it('finds words of the name and of the bank’s text, in any case and order', () => {
    expect(lets({ q: 'heron BLUE' }, {})).toBe(true);
    expect(lets({ q: 'sq 0423' }, {})).toBe(true);
    expect(lets({ q: 'blue whale' }, {})).toBe(false);
  });

  it('ignores accents in the text and in the search', () => {
    expect(lets({ q: 'cafe' }, { name: 'Café Ångström' })).toBe(true);
    expect(lets({ q: 'é' }, { name: 'CAFE' })).toBe(true);
    expect(lets({ q: 'ångstrom' }, { name: 'CAFE ANGSTROM' })).toBe(true);
    expect(lets({ q: 'e\u0301' }, { name: 'É' })).toBe(true);
  });

  it('finds an amount however it is typed, in or out', () => {
    for (const q of ['12.40', '12.4', '$12.40', '-12.40', '12,40']) {
      expect(lets({ q }, { amountMinor: -1240 })).toBe(true);
    }
    expect(lets({ q: '12.40' }, { amountMinor: 1240 })).toBe(true);
    expect(lets({ q: '12' }, { amountMinor: -1240, originalName: '' })).toBe(false);
    expect(lets({ q: '1240' }, { amountMinor: -1240, currency: 'JPY' })).toBe(true);
  });

  it('takes the signs of a regular expression as plain text', () => {
    expect(lets({ q: '.*' }, {})).toBe(false);
    expect(lets({ q: '<script>' }, { name: '<script>alert(1)</script>' })).toBe(true);
    expect(lets({ q: '🦩' }, { name: '🦩 Café' })).toBe(true);
  });
});

describe('the other parts of a filter', () => {
  it.each<[string, Record<string, string>, Parameters<typeof transaction>[0], boolean]>([
    ['the account', { account: 'a' }, { accountId: 'a' }, true],
    ['another account', { account: 'a' }, { accountId: 'b' }, false],
    ['the category', { category: 'TRAVEL' }, { category: 'TRAVEL' }, true],
    ['another category', { category: 'TRAVEL' }, {}, false],
    ['money in', { direction: 'in' }, { amountMinor: 1 }, true],
    ['not money out', { direction: 'in' }, { amountMinor: -1 }, false],
    ['money out', { direction: 'out' }, { amountMinor: -1 }, true],
    ['nothing that is neither', { direction: 'out' }, { amountMinor: 0 }, false],
    ['nothing that is neither either', { direction: 'in' }, { amountMinor: 0 }, false],
    ['pending', { pending: 'only' }, { isPending: true }, true],
    ['not posted', { pending: 'only' }, {}, false],
    ['pending where nothing is asked', {}, { isPending: true }, true],
    ['posted', { pending: 'no' }, {}, true],
    ['the least amount', { min: '12.40' }, {}, true],
    ['less than the least', { min: '12.41' }, {}, false],
    ['the most', { max: '12.4' }, {}, true],
    ['more than the most', { max: '12.39' }, {}, false],
    ['yen by whole yen', { min: '1000' }, { amountMinor: -1000, currency: 'JPY' }, true],
    ['the first day', { from: '2025-11-03' }, {}, true],
    ['the day before', { from: '2025-11-04' }, {}, false],
    ['the last day', { to: '2025-11-03' }, {}, true],
    ['the day after', { to: '2025-11-02' }, {}, false],
  ])('%s', (_name, query, facts, isLet) => {
    expect(lets(query, facts)).toBe(isLet);
  });

  it('must all match', () => {
    expect(lets({ q: 'heron', direction: 'out', min: '12' }, {})).toBe(true);
    expect(lets({ q: 'heron', direction: 'in', min: '12' }, {})).toBe(false);
  });
});
