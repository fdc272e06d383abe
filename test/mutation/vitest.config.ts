import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // A rate over many people and tests of time: both are slow, and neither tells which line is wrong.
    exclude: [...configDefaults.exclude, '**/{labelled-people,*.deadline,*.timed}.test.ts'],
    testTimeout: 20_000,
  },
});
