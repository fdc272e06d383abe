/** The peak memory of a process while many people view their dashboards at once. */

import { mb } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { type ContestantName, startContestant } from '../processes/contestants.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const VISITORS = 200;

export const measureViewsMemory: Measure = async ({ plaid, isShort }) => {
  const tokens = await plaid.link(VISITORS, 500);
  const waves = isShort ? 2 : 5;
  const ledgerless = await peakMb(plaid, 'ledgerless', { tokens, waves });
  const peer = await peakMb(plaid, 'usual', { tokens, waves });
  return [
    {
      what: `Peak memory, ${VISITORS} dashboards of 500 transactions at once`,
      ledgerless: mb(ledgerless),
      against: mb(peer),
      ratio: ledgerless / peer,
      held: { target: 'viewsMemory', value: ledgerless },
    },
  ];
};

async function peakMb(
  plaid: Plaid,
  name: ContestantName,
  { tokens, waves }: { tokens: readonly string[]; waves: number },
): Promise<number> {
  await plaid.set({ latencyMs: 300 });
  const contestant = await startContestant(name, { plaidUrl: plaid.url });
  return using([contestant], async () => {
    const cookies = await Promise.all(tokens.map((token) => contestant.client([token])));
    for (let wave = 0; wave < waves; wave++) {
      const views = cookies.map((cookie) =>
        visitWell(contestant.url, { path: '/dashboard?days=730', cookie }),
      );
      await Promise.all(views);
    }
    return (await contestant.used()).peakMemoryMb;
  });
}
