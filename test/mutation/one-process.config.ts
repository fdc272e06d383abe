import { defineConfig, mergeConfig } from 'vitest/config';
import each from './vitest.config.ts';

const feature = process.env.MUTATED_FEATURE;

/** For tests that import much: that is loaded once for each fault, and not once for each test file. */
export default mergeConfig(
  // One feature's own tests, and those of the sections of all.
  { ...each, test: { ...each.test, ...(feature && { include: [`${feature}/**/*.test.ts`, '*.test.ts'] }) } },
  defineConfig({ test: { isolate: false, hookTimeout: 60_000 } }),
);
