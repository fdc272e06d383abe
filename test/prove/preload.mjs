/**
 * Loaded into the process under proof, beside the bundle as it is: collects garbage and writes the heap down when it
 * is told to, and plants the leaks that show that the search can see.
 */

import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';

/** What is planted stays. */
const kept = [];

async function collect() {
  // The first finds what is dead, the next what only finalizers and weak cells held.
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await wait(20);
  }
}

const orders = {
  collect,
  async held() {
    await collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  snapshot({ file }) {
    v8.writeHeapSnapshot(file, { exposeInternals: true, exposeNumericValues: true });
  },
  /** Texts come in base64, so that the order itself is no find. */
  plant({ kind, base64, number }) {
    const bytes = Buffer.alloc(Buffer.byteLength(base64, 'base64'), base64, 'base64');
    const text = bytes.toString();
    if (kind === 'string') kept.push(text);
    if (kind === 'closure') kept.push(() => text.length);
    if (kind === 'timer') setInterval(() => text.length, 1_000_000).unref();
    if (kind === 'slice') kept.push(`a text of some length before ${text}`.slice(8));
    if (kind === 'number') kept.push({ number });
    if (kind === 'log line') process.stdout.write(`${text}\n`);
    if (kind === 'file') writeFileSync('planted', text);
    if (kind === 'buffer') kept.push(bytes);
    else bytes.fill(0);
  },
};

process.on('message', async ({ id, order, ...details }) => {
  process.send({ id, value: await orders[order](details) });
});
process.channel.unref();
