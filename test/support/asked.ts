/** What Plaid has been asked. */

import type { Emulator } from '../../src/emulator/emulator.ts';

/**
 * Every call that a page or a file makes, oldest first. Not the keys of webhooks: Plaid sends a webhook a second after
 * a bank was linked, and its check would be counted for whichever test is under way by then.
 */
export function asked({ control }: Emulator) {
  return control.calls().filter(({ path }) => path !== '/webhook_verification_key/get');
}
