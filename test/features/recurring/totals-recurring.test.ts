/** The recurring page against the plans that the emulator’s books are made from, and its sums against calculated ones. */

import type { CheerioAPI } from 'cheerio';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { mean } from '../../support/expected-totals.ts';
import { plannedRecurring } from '../../support/planned-recurring.ts';
import { unitOf } from '../../support/raw-books.ts';
import { lives, RUNS, startScenarioApp } from '../../support/scenarios.ts';
import { printedAmount, Sums } from '../../support/sums.ts';

const TIMES_A_YEAR: Readonly<Record<string, bigint>> = {
  weekly: 52n,
  'every two weeks': 26n,
  'twice a month': 24n,
  monthly: 12n,
  yearly: 1n,
};

const all = await startScenarioApp();
afterAll(() => all.app.close());

it('shows exactly what recurs, and its sums', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const { client } = await all.begin(life);
      const { page } = await client.get('/recurring');
      const entries = page('.entry')
        .toArray()
        .map((row) => entryOf(page(row)));
      const { exactly, loosely, perhaps } = plannedRecurring(all.app.emulator.control, life);
      const vague = [...loosely, ...perhaps];
      // Two nights at a hotel, a year apart, look like a yearly plan to anyone.
      const isPair = (entry: (typeof entries)[number]) =>
        entry.times === 2 && !exactly.includes(inOneLine(entry));
      const certain = entries.filter((entry) => !vague.includes(entry.payee) && !isPair(entry));
      expect(certain.map(inOneLine).sort()).toEqual(exactly);
      expect(entries.map(({ payee }) => payee)).toEqual(expect.arrayContaining([...loosely]));

      const expected = new Sums();
      for (const { isEnded, cadence, currency, value } of entries) {
        if (isEnded) continue;
        const monthly = mean(value * (TIMES_A_YEAR[cadence] ?? 0n), 12, unitOf(currency));
        expected.add('in', currency, value > 0n ? monthly : 0n);
        expected.add('out', currency, value < 0n ? monthly : 0n);
        expected.add('net', currency, monthly);
      }
      const printed = new Sums();
      for (const sums of page('.monthly').toArray()) {
        const [into = '', out = '', net = ''] = page(sums)
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

function entryOf(row: ReturnType<CheerioAPI>) {
  return {
    payee: row.find('.payee bdi').text(),
    cadence: row.find('.money-about').text(),
    isEnded: row.hasClass('ended'),
    times: Number(/^All (\d+) of/.exec(row.next('.opened').find('a').text())?.[1]),
    ...printedAmount(row.children('.money').text()),
  };
}

function inOneLine({ payee, cadence, isEnded, currency, value }: ReturnType<typeof entryOf>): string {
  return `${payee}, ${cadence}, ${isEnded ? 'ended' : 'active'}, ${currency} ${value}`;
}
