/** `npm run back-test`: how often the likely band holds, and how wide it is; a target that is missed is printed as missed. */

import { type Measured, measure } from './measure.ts';
import { ALL_BANKS, DEMO_BANKS } from './people.ts';

/** Days through a year, so that no one season decides. */
const TODAYS = [
  ...['2025-12-31', '2026-01-29', '2026-03-03', '2026-04-05', '2026-05-08', '2026-06-10', '2026-07-13'],
  ...['2026-08-15', '2026-09-17', '2026-10-20', '2026-11-22'],
];
const LEAST_INSIDE = 0.9;
const MOST_WIDTH = 1 / 3;

for (const [name, banks] of [
  ['the four banks that the demo links', DEMO_BANKS],
  ['all six banks that a person of the demo can have', ALL_BANKS],
] as const) {
  print(name, await measure(TODAYS, banks));
}

function print(name: string, { days, insideShare, medianWidth, persons }: Measured): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');
  process.stdout.write(`With ${name}: ${days} days foretold, ${TODAYS.length} times 60 for each balance\n`);
  process.stdout.write(
    `  within the likely band: ${percent(insideShare)} (at least 90 %: ${verdict(insideShare >= LEAST_INSIDE)})\n`,
  );
  process.stdout.write(
    `  median width of a naive band: ${medianWidth.toFixed(2)} (at most 0.33: ${verdict(medianWidth <= MOST_WIDTH)})\n`,
  );
  for (const { id, ...own } of persons) {
    process.stdout.write(`  ${id}: ${percent(own.insideShare)}, ${own.medianWidth.toFixed(2)}\n`);
  }
}
