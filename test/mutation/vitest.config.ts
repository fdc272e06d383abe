import { configDefaults, defineConfig } from 'vitest/config';

/** Only the tests of the units themselves: pages would kill the same mutants, a hundred times as slowly. */
export default defineConfig({
  test: {
    include: ['test/{http,bank,present}/**/*.test.ts'],
    // One counts over whole people, one takes the time: both are slow, and neither says which line is wrong.
    exclude: [...configDefaults.exclude, 'test/present/recurring/{labelled-people,many-rows}.test.ts'],
    testTimeout: 20_000,
  },
});
