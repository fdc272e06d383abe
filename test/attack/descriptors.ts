/** Open sockets take every file descriptor of the server just before it would read more of its own code. */

import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bundle } from '../resilience/bundle.ts';
import type { Client } from '../support/client.ts';
import { linkBank } from '../support/link.ts';
import { type Attack, startTarget, type Target } from './attack.ts';

const MAX_DESCRIPTORS = 64;
const LOADED_MS = 1_500;
const HELD_MS = 1_000;
const ASKED_MS = 2_000;

/** Without keys the server is the demo, with the emulator in the same process. */
const AS_DEMO = { PLAID_CLIENT_ID: '', PLAID_SECRET: '', PLAID_BASE_URL: '', ENCRYPTION_KEYS: '' };

export const descriptors: Attack = {
  name: 'cut off all banks until a restart by one shortage of file descriptors',
  cannotRun: process.platform === 'linux' ? undefined : 'it counts descriptors in /proc',
  async run(bundle) {
    const tries = [await cutOff(bundle, {}), await cutOff(bundle, AS_DEMO)];
    return {
      hasSucceeded: tries.some(({ isCutOff }) => isCutOff),
      figure: tries.map(({ figure }) => figure).join('; in the demo '),
    };
  },
};

async function cutOff(
  bundle: Bundle,
  env: Readonly<Record<string, string>>,
): Promise<{ isCutOff: boolean; figure: string }> {
  const target = await startTarget({ ...bundle, maxDescriptors: MAX_DESCRIPTORS }, env);
  await pause(LOADED_MS);
  // A connection that is open before the others, through which the server is asked while it has no descriptor left.
  const client = target.newClient();
  await client.get('/');
  const sockets = await openSockets(target);
  const taken = readdirSync(`/proc/${target.instance.child.pid}/fd`).length;
  const asked = [client.post('/link', { lifetime: '1' }), client.get('/api/openapi.json')];
  await Promise.race([Promise.allSettled(asked), pause(ASKED_MS)]);
  for (const socket of sockets) socket.destroy();
  await pause(HELD_MS);
  const missing = await whatIsMissing(target.newClient()).catch(() => ['everything']);
  await target.close();
  return {
    isCutOff: missing.length > 0,
    figure: `${taken} descriptors open where ${MAX_DESCRIPTORS} are allowed, and afterwards ${missing.join(', ') || 'nothing'} missing`,
  };
}

async function openSockets({ url }: Target): Promise<Socket[]> {
  const port = Number(new URL(url).port);
  const sockets = Array.from({ length: 2 * MAX_DESCRIPTORS }, () => connect(port, '127.0.0.1'));
  await Promise.all(
    sockets.map((socket) =>
      once(
        socket.on('error', () => {}),
        'connect',
      ).catch(() => {}),
    ),
  );
  await pause(HELD_MS);
  return sockets;
}

async function whatIsMissing(client: Client): Promise<string[]> {
  const { status } = await client.get('/api/openapi.json');
  const missing = status === 200 ? [] : ['the description of the API'];
  await linkBank(client).catch(() => null);
  const { page } = await client.get('/dashboard');
  return page('#accounts .balance').length > 0 ? missing : [...missing, 'every bank'];
}
