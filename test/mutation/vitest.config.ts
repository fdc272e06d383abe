import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // One counts over whole people, one takes the time: both are slow, and neither says which line is wrong.
    exclude: [...configDefaults.exclude, '**/{labelled-people,many-rows}.test.ts'],
    testTimeout: 20_000,
  },
});
