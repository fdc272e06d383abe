/** The real app behind a proxy to its emulator, for tests that list its calls to Plaid or change Plaid's answers. */

import { startEmulator } from '../../src/emulator/emulator.ts';
import { type PlaidProxy, startPlaidProxy } from './plaid-proxy.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

export interface ProxiedApp extends TestApp {
  readonly proxy: PlaidProxy;
  /** Plaid and the proxy as they were at first. */
  reset(): void;
}

/** Starts all three; `close` closes them, but for an emulator that was given. */
export async function startProxiedApp(options: TestAppOptions = {}): Promise<ProxiedApp> {
  const { now, env } = options;
  const emulator = options.emulator ?? (await startEmulator(now ? { clock: now } : {}));
  const proxy = await startPlaidProxy(emulator.baseUrl);
  const app = await startTestApp({ ...options, emulator, env: { ...env, PLAID_BASE_URL: proxy.url } });
  return {
    ...app,
    proxy,
    reset() {
      emulator.control.reset();
      proxy.reset();
    },
    async close() {
      await app.close();
      await proxy.close();
      if (!options.emulator) await emulator.close();
    },
  };
}
