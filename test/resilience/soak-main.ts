/** The long soak: `npm run soak` prints its figures, and fails when memory grows or a request fails. */

import { soak } from './soak.ts';

const REQUESTS = 100_000;
const WARM_UP = 10_000;
/** Most of it is V8's compiled code, and the emulator's list of calls. */
const MOST_GROWTH_BYTES = 1024 * 1024;

const { failed, heapGrowthBytes, requestsPerSecond } = await soak(REQUESTS, WARM_UP);
const growthKiB = Math.round(heapGrowthBytes / 1024);
process.stdout.write(
  `${REQUESTS.toLocaleString('en')} requests, ${failed} failed, ${requestsPerSecond} a second; ` +
    `the heap grew by ${growthKiB} KiB (at most ${MOST_GROWTH_BYTES / 1024})\n`,
);
process.exit(failed === 0 && heapGrowthBytes < MOST_GROWTH_BYTES ? 0 : 1);
