/** `npm run two-instances` prints its figures, and fails when a request fails or somebody is logged out. */

import { twoInstances } from './two-instances.ts';

const PER_SECOND = 100;
const SECONDS = 60;

const { failedOtherwise, loggedOut, lostWithKilled, underWayOnKilled, ...load } = await twoInstances(
  PER_SECOND,
  SECONDS,
);
const isGood = failedOtherwise.length === 0 && loggedOut === 0 && lostWithKilled <= underWayOnKilled;
process.stdout.write(
  `${load.requests.toLocaleString('en')} requests, ${load.perSecond} a second; ` +
    `half answered within ${load.medianMs} ms, 99 of 100 within ${load.p99Ms} ms\n` +
    `of ${underWayOnKilled} under way on the killed instance ${lostWithKilled} were lost; ` +
    `${failedOtherwise.length} others failed; ${loggedOut} people logged out\n`,
);
for (const { address, status } of failedOtherwise.slice(0, 10))
  process.stdout.write(`${status} ${address}\n`);
process.exit(isGood ? 0 : 1);
