/** Sums at a person's own rates, against fractions that are added one by one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, RateLine } from '../../../src/finance/book/lines.ts';
import { convertedSum } from '../../../src/finance/book/rates.ts';
import type { Money } from '../../../src/finance/money.ts';

const rate = (from: string, of: string, to: string): RateLine => ({ kind: 'rate', from, rate: of, to });
const money = (amountMinor: number, currency: string): Money => ({ amountMinor, currency });

/** How many of the smallest unit make one, as ISO 4217 has it; of a code that it does not have, as Plaid's coins. */
const UNITS: Readonly<Record<string, bigint>> = {
  ...{ USD: 100n, EUR: 100n, GBP: 100n },
  ...{ JPY: 1n, KWD: 1000n, BTC: 100_000_000n },
};
/** Beyond it a number of JavaScript is not exact. */
const MOST = 2n ** 53n - 1n;
const currency = fc.constantFrom(...Object.keys(UNITS));

describe('a converted sum', () => {
  it.each<[string, Money[], Book, Money | null]>([
    [
      'of dollars and euros',
      [money(100_00, 'USD'), money(50_00, 'EUR')],
      [rate('EUR', '1.08', 'USD')],
      money(154_00, 'USD'),
    ],
    [
      'of debts',
      [money(-100_00, 'USD'), money(-50_00, 'EUR')],
      [rate('EUR', '1.08', 'USD')],
      money(-154_00, 'USD'),
    ],
    ['of one currency alone', [money(50_00, 'EUR')], [rate('EUR', '1.08', 'USD')], money(54_00, 'USD')],
    [
      'without decimals',
      [money(1_000, 'JPY'), money(1_00, 'USD')],
      [rate('JPY', '0.0067', 'USD')],
      money(7_70, 'USD'),
    ],
    ['into none', [money(1_00, 'USD'), money(5, 'JPY')], [rate('USD', '150', 'JPY')], money(155, 'JPY')],
    [
      'of three decimals',
      [money(1_000, 'KWD'), money(1_00, 'USD')],
      [rate('KWD', '3.25', 'USD')],
      money(4_25, 'USD'),
    ],
    ['of a coin', [money(150_000_000, 'BTC')], [rate('BTC', '60000.5', 'USD')], money(90_000_75, 'USD')],
    // Half a cent: up, and below zero down.
    ['that is half way', [money(1, 'EUR')], [rate('EUR', '0.5', 'USD')], money(1, 'USD')],
    ['that is half way below zero', [money(-1, 'EUR')], [rate('EUR', '0.5', 'USD')], money(-1, 'USD')],
    [
      'of two halves, rounded once',
      [money(1, 'EUR'), money(1, 'GBP')],
      [rate('EUR', '0.5', 'USD'), rate('GBP', '0.5', 'USD')],
      money(1, 'USD'),
    ],
    ['without a rate', [money(1_00, 'USD'), money(1_00, 'EUR')], [], null],
    ['with a rate for another currency', [money(1_00, 'USD')], [rate('EUR', '1.08', 'USD')], null],
    ['the other way round', [money(1_00, 'USD')], [rate('EUR', '1.08', 'USD')], null],
    ['of nothing', [], [rate('EUR', '1.08', 'USD')], null],
    ['that is too large to be exact', [money(9e15, 'JPY')], [rate('JPY', '1000000', 'USD')], null],
  ])('%s', (_what, sums, book, expected) => {
    const converted = convertedSum(sums, book);
    expect(converted && money(converted.amountMinor, converted.currency)).toEqual(expected);
  });

  it('is in the currency that most lead to, of as many in that of most accounts, and names what it leaves out', () => {
    const sums = [money(1_00, 'USD'), money(1_00, 'EUR'), money(1_000, 'KWD'), money(100, 'JPY')];
    const [euro, dinar] = [rate('EUR', '1.5', 'USD'), rate('KWD', '3', 'USD')];
    expect(convertedSum(sums, [dinar, rate('JPY', '2', 'GBP'), euro])).toEqual({
      ...{ currency: 'USD', amountMinor: 5_50, leftOut: ['JPY'] },
      rates: [dinar, euro],
    });
    const both = [rate('JPY', '0.01', 'EUR'), rate('KWD', '3', 'USD')];
    expect(convertedSum(sums, both)).toMatchObject({ currency: 'USD', leftOut: ['EUR', 'JPY'] });
    // Neither is among the sums: by name.
    const elsewhere = [rate('USD', '1', 'GBP'), rate('EUR', '1', 'CHF')];
    expect(convertedSum(sums, elsewhere)).toMatchObject({ currency: 'CHF', leftOut: ['USD', 'KWD', 'JPY'] });
  });

  it('follows no chain of two rates', () => {
    const chain = [rate('JPY', '0.006', 'EUR'), rate('EUR', '1.08', 'USD')];
    expect(convertedSum([money(1_00, 'USD'), money(1_000, 'JPY'), money(1_00, 'EUR')], chain)).toMatchObject({
      ...{ currency: 'USD', amountMinor: 2_08, leftOut: ['JPY'] },
    });
  });

  it('is exact, and rounded once, whatever the sums and rates', () => {
    const rates = fc
      .uniqueArray(fc.tuple(currency, fc.stringMatching(/^(0|[1-9]\d{0,5})(\.\d{1,8})?$/), currency), {
        selector: ([from]) => from,
      })
      .map((all) =>
        all
          .filter(([from, of, to]) => /[1-9]/.test(of) && from !== to)
          .map(([from, of, to]) => rate(from, of, to)),
      );
    const sums = fc.uniqueArray(fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), currency), {
      selector: ([, code]) => code,
    });
    let converted = 0;
    fc.assert(
      fc.property(sums, rates, (amounts, book) => {
        const told = amounts.map(([amount, code]) => money(amount, code));
        const found = convertedSum(told, book);
        const to = targetOf(told, book);
        let sum: Fraction = { over: 1n, is: 0n };
        const leftOut: string[] = [];
        for (const one of told) {
          const line = book.find(({ from, to: into }) => from === one.currency && into === to);
          if (one.currency !== to && !line) leftOut.push(one.currency);
          else
            sum = plus(sum, times(fractionOf(one), decimal(one.currency === to ? '1' : (line?.rate ?? ''))));
        }
        const amountMinor = rounded(times(sum, { is: UNITS[to ?? ''] ?? 0n, over: 1n }));
        const isExact = amountMinor <= MOST && amountMinor >= -MOST;
        expect(found?.currency ?? null).toBe(isExact ? to : null);
        if (found === null) return;
        converted += 1;
        expect(BigInt(found.amountMinor)).toBe(amountMinor);
        expect(found.leftOut).toEqual(leftOut);
      }),
      { numRuns: 500 },
    );
    expect(converted).toBeGreaterThan(100);
  });
});

/** The currency that most sums can be told in, counted for each that a rate leads to. */
function targetOf(sums: readonly Money[], book: readonly RateLine[]): string | null {
  const has = (code: string) => sums.some((sum) => sum.currency === code);
  let best: string | null = null;
  let most = 0;
  const order = [
    ...sums.map((sum) => sum.currency),
    ...Object.keys(UNITS)
      .filter((code) => !has(code))
      .sort(),
  ];
  for (const to of order) {
    const from = sums.filter(
      (sum) => sum.currency !== to && book.some((line) => line.from === sum.currency && line.to === to),
    );
    const reach = from.length + (has(to) ? 1 : 0);
    if (from.length > 0 && reach > most) [best, most] = [to, reach];
  }
  return best;
}

interface Fraction {
  readonly is: bigint;
  readonly over: bigint;
}
const plus = (a: Fraction, b: Fraction): Fraction => ({
  is: a.is * b.over + b.is * a.over,
  over: a.over * b.over,
});
const times = (a: Fraction, b: Fraction): Fraction => ({ is: a.is * b.is, over: a.over * b.over });
const fractionOf = ({ amountMinor, currency: code }: Money): Fraction => ({
  is: BigInt(amountMinor),
  over: UNITS[code] ?? 1n,
});

/** Digit by digit. */
function decimal(written: string): Fraction {
  let [is, over, isBehind] = [0n, 1n, false];
  for (const letter of written) {
    if (letter === '.') isBehind = true;
    else [is, over] = [is * 10n + BigInt(letter), isBehind ? over * 10n : over];
  }
  return { is, over };
}

/** Half away from zero: by what is left of it. */
function rounded({ is, over }: Fraction): bigint {
  const down = is / over;
  const left = is - down * over;
  const isHalf = 2n * (left < 0n ? -left : left) >= over;
  return isHalf ? down + (is < 0n ? -1n : 1n) : down;
}
