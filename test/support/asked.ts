/** What Plaid has been asked. */

import type { Emulator } from '../../src/emulator/emulator.ts';

/**
 * Every call but those for the keys of webhooks, oldest first: Plaid sends a webhook a second after a bank was linked,
 * and the call that checks it would be counted in whichever test is under way by then.
 */
export function asked({ control }: Emulator) {
  return control.calls().filter(({ path }) => path !== '/webhook_verification_key/get');
}
