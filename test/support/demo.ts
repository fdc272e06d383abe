/** The demo: the app as it starts without settings. */

import { freePort } from './free-port.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** Starts it. Its own address is in its Link pages, so its port must be known before. */
export async function startDemo(env: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  return startTestApp({
    env: {
      PORT: String(await freePort()),
      PLAID_CLIENT_ID: '',
      PLAID_SECRET: '',
      ENCRYPTION_KEYS: '',
      ...env,
    },
  });
}
