import { defineConfig, mergeConfig } from 'vitest/config';
import each from './vitest.config.ts';

/** For tests that import much: it is read once for each fault, and not once for each file of tests. */
export default mergeConfig(each, defineConfig({ test: { isolate: false, hookTimeout: 60_000 } }));
