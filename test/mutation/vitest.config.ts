import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // One counts over whole people, others take the time: they are slow, and do not say which line is wrong.
    exclude: [...configDefaults.exclude, '**/{labelled-people,*.timed}.test.ts'],
    testTimeout: 20_000,
  },
});
