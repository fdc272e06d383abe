/** Prints how many of all tests ran. Under CI a run fails in which a file or a test was left out. */

import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { filesBelow } from '../source-files.ts';

/** Why a test may be skipped: its title or its note has these words, and they are true of this machine. */
const REASONS: readonly { readonly words: string; readonly holds: boolean }[] = [
  { words: 'only on Linux', holds: process.platform !== 'linux' },
];

export class CompleteRun implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const ran = tests.filter((test) => ['passed', 'failed'].includes(test.result().state));
    const ranFiles = new Set(modules.map(({ relativeModuleId }) => relativeModuleId.replaceAll('\\', '/')));
    // The Observatory has packages of its own there, once it has run.
    const files = filesBelow('test', '.test.ts')
      .map(({ name }) => `test/${name}`)
      .filter((file) => !file.includes('/node_modules/'));
    const missing = [
      ...files.filter((file) => !ranFiles.has(file)).map((file) => `${file}: was not run`),
      ...modules
        .filter(({ children }) => [...children.allTests()].length === 0)
        .map((module) => `${module.relativeModuleId}: has no test`),
      ...tests
        .filter((test) => !ran.includes(test) && !hasReason(test))
        .map((test) => `${test.module.relativeModuleId}: ${test.fullName}: ${test.result().state}`),
    ];
    process.stdout.write(
      `${ran.length} of ${tests.length} listed tests ran, in ${modules.length} of ${files.length} files.\n`,
    );
    if (!process.env.CI || missing.length === 0) return;
    process.stdout.write(`Under CI everything must be tested:\n${missing.join('\n')}\n`);
    process.exitCode = 1;
  }
}

function hasReason(test: TestCase): boolean {
  const result = test.result();
  const told = `${test.fullName} ${result.state === 'skipped' ? (result.note ?? '') : ''}`;
  return REASONS.some(({ words, holds }) => holds && told.includes(words));
}
