/** npm run back-test */
import { backTest } from '../../src/features/ahead/forecast/back-test.ts';
import { balanceOn, booksAsOf } from '../../src/features/ahead/forecast/books.ts';
import { forecast } from '../../src/features/ahead/forecast/forecast.ts';
import { addDays } from '../../src/finance/days.ts';
import { booksOfPeople } from './people.ts';

const TODAYS = process.argv.slice(2).length
  ? process.argv.slice(2)
  : ['2026-02-10', '2026-05-21', '2026-08-30', '2026-11-26'];
const ratios: number[] = [];
const ratios95: number[] = [];
let inside = 0,
  all = 0;
const per = new Map<string, number[]>();
for (const today of TODAYS) {
  for (const { person, books } of await booksOfPeople(today)) {
    const t0 = performance.now();
    const tested = backTest(books);
    const ms = performance.now() - t0;
    if (!tested) {
      console.log(today, person, 'none');
      continue;
    }
    const show = (
      name: string,
      one: NonNullable<ReturnType<typeof tested.accounts.get>>,
      balance: (day: string) => number | null,
    ) => {
      const cut = addDays(today, -60);
      const rs: number[] = [];
      one.days.forEach(({ lowMinor, highMinor }, index) => {
        const h = index + 1;
        const changes: number[] = [];
        for (let back = 0; back + h <= 365; back++) {
          const end = balance(addDays(cut, -back)),
            start = balance(addDays(cut, -back - h));
          if (end !== null && start !== null) changes.push(end - start);
        }
        if (changes.length < 200) return;
        changes.sort((a, b) => a - b);
        const naive = (changes.at(-1) ?? 0) - (changes[0] ?? 0);
        const n95 =
          (changes[Math.floor(changes.length * 0.95)] ?? 0) -
          (changes[Math.floor(changes.length * 0.05)] ?? 0);
        rs.push((highMinor - lowMinor) / naive);
        ratios95.push((highMinor - lowMinor) / n95);
      });
      ratios.push(...rs);
      inside += one.insideCount;
      all += 60;
      const med = rs.toSorted((a, b) => a - b)[Math.floor(rs.length / 2)] ?? NaN;
      const key = `${person} ${name}`;
      per.set(key, [...(per.get(key) ?? []), one.insideCount]);
      console.log(
        today,
        person.padEnd(10),
        name.padEnd(28),
        one.insideCount,
        med.toFixed(2),
        one.nearMinor,
        one.nearCount,
      );
    };
    for (const account of books.accounts) {
      const one = tested.accounts.get(account.id);
      if (one) show(`${account.name} ${account.currency}`, one, (day) => balanceOn(books, account.id, day));
    }
    for (const [currency, one] of tested.currencies) {
      const ids = books.accounts
        .filter((a) => a.type === 'depository' && a.currency === currency && tested.accounts.has(a.id))
        .map((a) => a.id);
      show(`ALL ${currency}`, one, (day) => {
        let s = 0;
        for (const id of ids) {
          const b = balanceOn(books, id, day);
          if (b === null) return null;
          s += b;
        }
        return s;
      });
    }
    console.log(today, person, `${Math.round(ms)} ms`);
  }
}
const median = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length / 2)];
console.log('coverage', inside / all, 'median', median(ratios), 'median 5-95', median(ratios95));
