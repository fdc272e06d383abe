/** The CPU time of a dashboard of 500 transactions, and how many a core can make in a second. */

import path from 'node:path';
import { ms } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { startChild } from '../processes/child.ts';
import { type Contestant, type ContestantName, startContestant } from '../processes/contestants.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const VISITORS = 4;
const SDK_ONLY = path.join(import.meta.dirname, '..', 'processes', 'sdk-only.mjs');
const DASHBOARD = '/dashboard?days=730';

export const measureCpu: Measure = async ({ plaid, isShort }) => {
  const times = isShort ? 30 : 150;
  const tokens = await plaid.link(VISITORS, 500);
  const ledgerlessMs = await dashboardMs(plaid, 'ledgerless', { tokens, times });
  const sdkMs = await fetchMs(plaid, { times });
  const peerMs = await dashboardMs(plaid, 'peer', { tokens, times });
  return [
    {
      what: 'CPU for a dashboard of 500 transactions, against only fetching and parsing them with the SDK',
      ledgerless: ms(ledgerlessMs),
      against: ms(sdkMs),
      ratio: ledgerlessMs / sdkMs,
      held: { target: 'cpu', value: ledgerlessMs / sdkMs },
    },
    {
      what: 'Dashboards of 500 transactions a second and core',
      ledgerless: (1000 / ledgerlessMs).toFixed(0),
      against: (1000 / peerMs).toFixed(0),
      ratio: peerMs / ledgerlessMs,
    },
  ];
};

interface Load {
  readonly tokens: readonly string[];
  /** How many views each client has; as many before them warm the process up. */
  readonly times: number;
}

/** CPU time of one view, when a few clients come at the same time. It leaves one view of each in the tally. */
async function dashboardMs(plaid: Plaid, name: ContestantName, { tokens, times }: Load): Promise<number> {
  const contestant = await startContestant(name, { plaidUrl: plaid.url });
  return using([contestant], async () => {
    const cookies = await Promise.all(tokens.map((token) => contestant.client([token])));
    await viewAll(contestant, cookies, times);
    const before = await contestant.used();
    await viewAll(contestant, cookies, times);
    const after = await contestant.used();
    await plaid.takeTally();
    await viewAll(contestant, cookies, 1);
    return (after.cpuMs - before.cpuMs) / (times * cookies.length);
  });
}

async function viewAll({ url }: Contestant, cookies: readonly string[], times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await Promise.all(cookies.map((cookie) => visitWell(url, { path: DASHBOARD, cookie })));
  }
}

/** CPU time of the same calls as one view makes, by the SDK alone. */
async function fetchMs(plaid: Plaid, { times }: { times: number }): Promise<number> {
  const { questions } = await plaid.takeTally();
  if (questions.length === 0) throw new Error('the views asked Plaid nothing');
  const child = startChild({ script: SDK_ONLY, env: { PLAID_BASE_URL: plaid.url } });
  try {
    await child.ask('ask', { questions, times });
    const cpuMs = await child.ask<number>('ask', { questions, times });
    return cpuMs / (times * VISITORS);
  } finally {
    await child.stop();
  }
}
