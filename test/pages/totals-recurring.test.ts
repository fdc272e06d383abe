/** Every total of the recurring page against a second reckoning. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LivesHouse, lives, openLives, RUNS } from '../support/lives.ts';
import { currencyOf, movement, unitOf } from '../support/raw-books.ts';
import { mean } from '../support/reckoned.ts';
import { printedAmount, Sums } from '../support/sums.ts';

const TIMES_A_YEAR: Readonly<Record<string, bigint>> = {
  weekly: 52n,
  fortnightly: 26n,
  'twice a month': 24n,
  monthly: 12n,
  yearly: 1n,
};

let all: LivesHouse;
beforeAll(async () => {
  all = await openLives();
});
afterAll(() => all.house.close());

it('has the sums of what recurs', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const { visitor, books } = await all.begin(life);
      const { page } = await visitor.get('/recurring');
      const known = new Set(books.rows.map((row) => `${currencyOf(row)} ${movement(row)}`));
      const expected = new Sums();
      for (const row of page('.entry:not(.ended)').toArray()) {
        const { currency, value } = printedAmount(page(row).children('.money').text());
        expect(known).toContain(`${currency} ${value}`);
        const cadence = page(row).find('.about span').first().text().split(',')[0]?.toLowerCase() ?? '';
        const monthly = mean(value * (TIMES_A_YEAR[cadence] ?? 0n), 12, unitOf(currency));
        expected.add('in', currency, value > 0n ? monthly : 0n);
        expected.add('out', currency, value < 0n ? monthly : 0n);
        expected.add('net', currency, monthly);
      }
      const printed = new Sums();
      for (const sums of page('.monthly').toArray()) {
        const [out = '', into = '', net = ''] = page(sums)
          .find('dd')
          .toArray()
          .map((cell) => page(cell).text());
        printed.read('out', out);
        printed.read('in', into);
        printed.read('net', net);
      }
      expect(printed.values).toEqual(expected.values);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
