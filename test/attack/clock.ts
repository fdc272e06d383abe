/** The server's clock jumps ahead, as after a wrong answer of its time server, and back again. */

import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { linkBank } from '../support/link.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

const PRELOAD = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href;
/** Some sweeps of the expiry schedule. */
const AHEAD_FOR_MS = 2_000;
const SET_MS = 200;

export const clockAhead: Attack = {
  name: 'end a bank for good by a server’s clock that is forty days ahead for a moment',
  async run(bundle) {
    const target = await startTarget(bundle, { NODE_OPTIONS: `--import=${PRELOAD}` });
    const client = target.newClient();
    await linkBank(client);
    // Without a user of Plaid's, the cookie alone says when a bank ends.
    target.emulator.control.usersAllowed(false);
    await linkBank(client, { bank: 'ins_900002' });
    const before = target.emulator.control.items().length;

    await setClock(target);
    const hidden = await client.get('/dashboard');
    await client.get('/');
    await pause(AHEAD_FOR_MS);
    await setClock(target);
    const after = target.emulator.control.items().length;
    const shown = (await client.get('/dashboard')).status === 200;
    await target.close();
    if (before !== 2 || hidden.status !== 303) throw new Error('the clock was not ahead of two banks');
    return {
      hasSucceeded: after < before || !shown,
      figure: `${after} of ${before} banks are left at Plaid, and ${shown ? 'shown' : 'not shown'} again`,
    };
  },
};

async function setClock({ instance }: Target): Promise<void> {
  instance.child.kill('SIGUSR2');
  await pause(SET_MS);
}
