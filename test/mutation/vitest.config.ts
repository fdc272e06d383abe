import { defineConfig } from 'vitest/config';

/** Only the tests of the units themselves: pages would kill the same mutants, a hundred times as slowly. */
export default defineConfig({
  test: { include: ['test/{http,bank,present}/**/*.test.ts'], testTimeout: 20_000 },
});
