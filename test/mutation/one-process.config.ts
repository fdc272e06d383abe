import { defineConfig, mergeConfig } from 'vitest/config';
import each from './vitest.config.ts';

/** For tests that import much: that is loaded once for each fault, and not once for each test file. */
export default mergeConfig(each, defineConfig({ test: { isolate: false } }));
