/** What an attack is: something a stranger does to the production bundle, and whether it worked. */

import { randomBytes } from 'node:crypto';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { type Bundle, type Instance, startInstance } from '../resilience/bundle.ts';
import { Client } from '../support/client.ts';

/** What came of an attack. */
export interface Outcome {
  /** It did what it should not be able to do: the command fails. */
  readonly hasSucceeded: boolean;
  /** What was measured, for the report's line. */
  readonly figure: string;
}

export interface Attack {
  /** What the attacker wants, in one line. */
  readonly name: string;
  /** Why this machine cannot run it; left out where it can. */
  readonly cannotRun?: string | undefined;
  /** It takes half a minute or more, and is left out with --short. */
  readonly isLong?: boolean;
  /** It takes long and mostly waits, so that others are run meanwhile. */
  readonly isSlow?: boolean;
  run(bundle: Bundle): Promise<Outcome>;
}

/** The bundle over an emulator of its own, which stands for Plaid. */
export interface Target {
  readonly url: string;
  readonly emulator: Emulator;
  readonly instance: Instance;
  /** A browser of someone else. */
  newClient(): Client;
  /** Starts the bundle again over the same emulator and settings, as after a kill. */
  restart(): Promise<Target>;
  close(): Promise<void>;
}

/** Starts the bundle with Plaid's keys and these settings; a rate limit is on unless they say otherwise. */
export async function startTarget(
  bundle: Bundle,
  env: Readonly<Record<string, string>> = {},
  given?: Emulator,
): Promise<Target> {
  const emulator = given ?? (await startEmulator());
  const settings = {
    PLAID_CLIENT_ID: 'attacked',
    PLAID_SECRET: 'attacked',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    ...env,
  };
  const instance = await startInstance(bundle, settings);
  return {
    url: instance.url,
    emulator,
    instance,
    newClient: () => new Client(instance.url),
    restart: () => startTarget(bundle, settings, emulator),
    async close() {
      await instance.kill();
      if (!given) await emulator.close();
    },
  };
}
