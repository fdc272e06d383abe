/** The time from the start of a process to its first page, and its memory when idle. */

import { setTimeout as wait } from 'node:timers/promises';
import { mb, ms } from '../figure.ts';
import { type ContestantName, startContestant } from '../processes/contestants.ts';
import { median } from '../statistics.ts';
import { type Measure, using } from './measure.ts';

/** By then what only the start needed has been freed. */
const SETTLED_MS = 2_000;

export const measureStart: Measure = async ({ plaid, isShort }) => {
  const starts = { ledgerless: [] as number[], usual: [] as number[] };
  for (let round = 0; round < (isShort ? 5 : 9); round++) {
    for (const name of ['ledgerless', 'usual'] as const) {
      const contestant = await startContestant(name, { plaidUrl: plaid.url, hasProbe: false });
      starts[name].push(contestant.startedInMs);
      await contestant.stop();
    }
  }
  const start = { ledgerless: median(starts.ledgerless), usual: median(starts.usual) };
  const idles = { ledgerless: [] as number[], usual: [] as number[] };
  for (let round = 0; round < 3; round++) {
    for (const name of ['ledgerless', 'usual'] as const) idles[name].push(await idleMb(name, plaid.url));
  }
  const idle = { ledgerless: median(idles.ledgerless), usual: median(idles.usual) };
  const startRatio = start.ledgerless / start.usual;
  const idleRatio = idle.ledgerless / idle.usual;
  return [
    {
      what: 'Cold start to the first page',
      ledgerless: ms(start.ledgerless),
      against: ms(start.usual),
      ratio: startRatio,
      held: { target: 'coldStart', value: startRatio },
    },
    {
      what: 'Memory when idle',
      ledgerless: mb(idle.ledgerless),
      against: mb(idle.usual),
      ratio: idleRatio,
      held: { target: 'idleMemory', value: idleRatio },
    },
  ];
};

async function idleMb(name: ContestantName, plaidUrl: string): Promise<number> {
  const contestant = await startContestant(name, { plaidUrl });
  return using([contestant], async () => {
    await wait(SETTLED_MS);
    return (await contestant.used()).memoryMb;
  });
}
