/** The app as it starts with no settings at all, but for its port: the demo. */

import { freePort } from './free-port.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** Opens the demo. Its own address stands in its Link pages, so its port must be known before it starts. */
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
