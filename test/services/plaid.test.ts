/** Which Plaid the settings lead to, and which access tokens it cannot know. */

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { openPlaid } from '../../src/services/plaid.ts';
import { newKey } from '../support/test-app.ts';

const UUID = '01234567-89ab-4def-8123-456789abcdef';
const PRODUCTION = { PLAID_ENV: 'production', PLAID_CLIENT_ID: 'one', PLAID_SECRET: 'secret' };
const SANDBOX = { ...PRODUCTION, PLAID_ENV: 'sandbox' };
const ELSEWHERE = { ...PRODUCTION, PLAID_BASE_URL: 'https://plaid.example' };
/** The address decides, whatever stands beside it. */
const SANDBOX_BY_ADDRESS = { ...PRODUCTION, PLAID_BASE_URL: 'https://sandbox.plaid.com' };
const DEMO = {};

async function withPlaid<T>(
  env: Readonly<Record<string, string>>,
  look: (plaid: Awaited<ReturnType<typeof openPlaid>>) => T,
): Promise<T> {
  const config = parseConfig({ ENCRYPTION_KEYS: newKey(), ...env });
  const viewsDir = path.join(import.meta.dirname, '..', '..', 'views');
  const plaid = await openPlaid({ config, viewsDir });
  const seen = look(plaid);
  await plaid.close();
  return seen;
}

/** A token of the emulator, which has the form of Plaid's. */
async function inventedToken(): Promise<string> {
  const emulator = await startEmulator();
  const { accessToken } = emulator.control.createItem({ institutionId: 'ins_900001', person: 'couple' });
  await emulator.close();
  return accessToken;
}

const tokens: Readonly<Record<string, string>> = {
  production: `access-production-${UUID}`,
  sandbox: `access-sandbox-${UUID}`,
  invented: await inventedToken(),
  'of another form': 'access-production-1',
};

describe('the tokens of another environment', () => {
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['of production', PRODUCTION, ['sandbox', 'invented']],
    ['of the sandbox', SANDBOX, ['production']],
    ['of the sandbox, by its address', SANDBOX_BY_ADDRESS, ['production']],
    ['of the demo', DEMO, ['production', 'sandbox']],
    ['of a server that is not Plaid’s', ELSEWHERE, []],
  ])('are told by what they name: by the Plaid %s', async (_, env, foreign) => {
    const found = await withPlaid(env, ({ isForeignToken }) =>
      Object.keys(tokens).filter((name) => isForeignToken(tokens[name] ?? '')),
    );
    expect(found).toEqual(foreign);
  });
});

describe('the name of Plaid and the account there', () => {
  const nameOf = (env: Readonly<Record<string, string>>) => withPlaid(env, ({ accountName }) => accountName);

  it('is another one for each environment, account and server, and has no client id in it', async () => {
    const settings = [PRODUCTION, SANDBOX, ELSEWHERE, DEMO, { ...PRODUCTION, PLAID_CLIENT_ID: 'two' }];
    const names = await Promise.all(settings.map(nameOf));
    // The SHA-256 of `one` and of `two`, by openssl, as far as it is told.
    expect(names).toEqual([
      'production.plaid.com:dpLDrTVAu4A8',
      'sandbox.plaid.com:dpLDrTVAu4A8',
      'plaid.example:dpLDrTVAu4A8',
      'demo',
      'production.plaid.com:P8TM_nRYcOLA',
    ]);
  });

  it('is the same with other keys, also while the secret changes', async () => {
    expect(await nameOf({ ...PRODUCTION, PLAID_SECRET: 'the next one' })).toBe(await nameOf(PRODUCTION));
  });
});
