/** `npm run attack`: every attack against the production bundle, a line each. Exits with 1 when one succeeds. */

import { parseArgs } from 'node:util';
import { buildBundle } from '../resilience/bundle.ts';
import { manyAddresses } from './addresses.ts';
import type { Attack } from './attack.ts';
import { wrongCertificate } from './certificate.ts';
import { clockAhead } from './clock.ts';
import { tossing } from './cookies.ts';
import { crowd, hundredPeople } from './crowd.ts';
import { csvFormulas } from './csv.ts';
import { descriptors } from './descriptors.ts';
import { foreignVisit } from './foreign-visit.ts';
import { longHeads } from './head.ts';
import { killedAtEveryStep } from './kill.ts';
import { mailLimits } from './mail.ts';
import { excessiveQueries, tokenTiming } from './parameters.ts';
import { signOut } from './sign-out.ts';
import { slowFiles, slowReader, unreadFiles } from './unread.ts';
import { webhookReplay } from './webhook-replay.ts';

/** `npm run attack -- csv` runs those with the word in their name, and `npm run attack -- --short` all but long ones. */
const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' } },
  allowPositionals: true,
});
const [wanted = ''] = positionals;
const attacks: readonly Attack[] = [
  manyAddresses,
  wrongCertificate,
  clockAhead,
  tossing,
  crowd,
  hundredPeople,
  csvFormulas,
  descriptors,
  foreignVisit,
  longHeads,
  killedAtEveryStep,
  mailLimits,
  excessiveQueries,
  tokenTiming,
  signOut,
  unreadFiles,
  slowReader,
  slowFiles,
  webhookReplay,
];

const bundle = buildBundle({ minify: true });
const start = performance.now();
let succeeded = 0;

async function report({ name, cannotRun, run }: Attack): Promise<void> {
  if (cannotRun !== undefined) {
    console.log(`not run  ${name}: ${cannotRun}`);
    return;
  }
  const { hasSucceeded, figure } = await run(bundle);
  if (hasSucceeded) succeeded += 1;
  console.log(`${hasSucceeded ? 'SUCCEEDS' : 'fails   '} ${name}: ${figure}`);
}

const chosen = attacks.filter(({ name, isLong }) => name.includes(wanted) && !(values.short && isLong));
const slow = chosen.filter(({ isSlow }) => isSlow).map(report);
for (const attack of chosen.filter(({ isSlow }) => !isSlow)) await report(attack);
await Promise.all(slow);
bundle.remove();
console.log(
  `${succeeded} of ${chosen.length} attacks succeed; ${Math.round((performance.now() - start) / 1000)} s`,
);
process.exitCode = succeeded > 0 ? 1 : 0;
