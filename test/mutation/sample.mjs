/** A fixed sample of all faults, chosen by a hash of their places, for folders whose tests take too long to try each. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The same faults in every run, until the file around them changes. A report counts lines and columns from 1. */
export function isInSample({ fileName, location: { start, end }, replacement }, { countsFrom = 0 } = {}) {
  const oneIn = Number(process.env.MUTATE_ONE_IN ?? 1);
  // Stryker works in a copy of the folder.
  const name = fileName.slice(fileName.lastIndexOf(`${path.sep}src${path.sep}`));
  const numbers = [start.line, start.column, end.line, end.column].map((number) => number - countsFrom);
  const place = JSON.stringify([name, ...numbers, replacement]);
  return createHash('sha256').update(place).digest().readUInt32BE() % oneIn === 0;
}

/** Asked by Stryker before it runs tests for a fault: those outside the sample are left out. */
class Sample {
  async init() {}

  async check(mutants) {
    const results = mutants.map((mutant) => [
      mutant.id,
      isInSample(mutant)
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: 'not in the sample' },
    ]);
    return Object.fromEntries(results);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
