/**
 * `npm run bench`: speed, memory and calls to Plaid, against the usual app, a good one and the least that is possible. Prints a
 * table, and fails where a figure is above its target. `npm run bench -- --short` takes a minute; with names of measures,
 * such as `cpu`, it runs only those.
 */

import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Figure, isKept } from './figure.ts';
import { measureCalls } from './measures/calls.ts';
import { measureCpu } from './measures/cpu.ts';
import { measureDay } from './measures/day.ts';
import { measureExportMemory } from './measures/export-memory.ts';
import { measureFirstByte } from './measures/first-byte.ts';
import { measureFirstView } from './measures/first-view.ts';
import type { Bench, Measure } from './measures/measure.ts';
import { measureOtherReaders } from './measures/other-readers.ts';
import { measurePageTimes } from './measures/page-times.ts';
import { measureStart } from './measures/start.ts';
import { measureViewsMemory } from './measures/views-memory.ts';
import { startPlaid } from './plaid/plaid.ts';
import { tableOf } from './report.ts';

const MEASURES: Readonly<Record<string, Measure>> = {
  'first-byte': measureFirstByte,
  'other-readers': measureOtherReaders,
  'page-times': measurePageTimes,
  calls: measureCalls,
  cpu: measureCpu,
  'first-view': measureFirstView,
  day: measureDay,
  start: measureStart,
  'views-memory': measureViewsMemory,
  'export-memory': measureExportMemory,
};
const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' } },
  allowPositionals: true,
});
const chosen = Object.entries(MEASURES).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
);
const unknown = positionals.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}, only: ${Object.keys(MEASURES).join(', ')}`);
execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'ignore' });
const plaid = await startPlaid();
const bench: Bench = { plaid, isShort: values.short ?? false };
const figures: Figure[] = [];
for (const [name, measure] of chosen) {
  const start = performance.now();
  await plaid.reset();
  figures.push(...(await measure(bench)));
  process.stderr.write(`Measured ${name} in ${Math.round((performance.now() - start) / 1000)} s.\n`);
}
await plaid.stop();

process.stdout.write(`${tableOf(figures)}\n`);
const broken = figures.filter((figure) => !isKept(figure));
for (const { what } of broken) process.stdout.write(`Above its target: ${what}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
