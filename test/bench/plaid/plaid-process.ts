/** The process that is Plaid for every contestant: the emulator behind a tape. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { hearOrders } from '../../support/orders.mjs';
import { createTape } from './tape.ts';

const emulator = await startEmulator();
const tape = createTape(emulator.baseUrl);
tape.server.listen(0, '127.0.0.1');
await once(tape.server, 'listening');

hearOrders({
  url: () => `http://127.0.0.1:${(tape.server.address() as AddressInfo).port}`,
  link({ count, transactions }: { count: number; transactions: number }) {
    const wish = { institutionId: 'ins_900007', person: 'couple', transactions };
    return Array.from({ length: count }, () => emulator.control.createItem(wish).accessToken);
  },
  set: tape.set,
  takeTally: tape.takeTally,
  reset() {
    tape.set({ mood: 'answers', latencyMs: 0 });
    tape.erase();
    emulator.control.reset();
    tape.takeTally();
  },
});
