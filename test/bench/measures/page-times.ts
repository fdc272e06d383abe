/** When the overview begins and is complete, by transactions and banks, while a call to Plaid takes 300 ms. */

import { type Figure, ms } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { type ContestantName, startContestant } from '../processes/contestants.ts';
import { ofEachView, type Size, words } from '../sizes.ts';
import { median } from '../statistics.ts';
import type { TargetName } from '../targets.ts';
import { type Visit, visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

interface Case extends Size {
  /** How often the usual app's page is asked for, which takes half a minute with many transactions. */
  readonly usualViews: number;
  readonly target?: TargetName;
}

const LATENCY_MS = 300;
const VIEWS_MEASURED = 5;
/** Views before the measurement, without latency, so that compiled code is measured; what the others do is mostly waiting. */
const WARMING_VIEWS = { ledgerless: 60, others: 10 };
const WARMING_ROWS = 150_000;

const SHORT: readonly Case[] = [{ banks: 1, transactions: 500, usualViews: 1, target: 'complete' }];
const FULL: readonly Case[] = [
  { banks: 1, transactions: 500, usualViews: 3, target: 'complete' },
  { banks: 1, transactions: 2_500, usualViews: 2 },
  { banks: 1, transactions: 10_000, usualViews: 1, target: 'completeLong' },
  { banks: 1, transactions: 50_000, usualViews: 0 },
  { banks: 5, transactions: 2_500, usualViews: 1 },
  { banks: 20, transactions: 10_000, usualViews: 1 },
];

export const measurePageTimes: Measure = ({ plaid, isShort }) =>
  ofEachView(plaid, isShort ? SHORT : FULL, (size, view, tokens) =>
    measureView(plaid, { tokens, size, view }),
  );

interface Load {
  readonly tokens: readonly string[];
  readonly size: Case;
  readonly view: string;
}

async function measureView(plaid: Plaid, { tokens, size, view }: Load): Promise<Figure[]> {
  const timesOf = (name: ContestantName, views: number) => times(plaid, name, { tokens, size, view, views });
  const own = await timesOf('ledgerless', VIEWS_MEASURED);
  const good = await timesOf('good', 3);
  const usual = size.usualViews > 0 ? await timesOf('usual', size.usualViews) : null;
  const others = (which: 'firstByteMs' | 'completeMs') =>
    `good app ${ms(good[which])}, usual ${usual ? ms(usual[which]) : 'not waited for'}`;
  return [
    {
      what: `First byte of ${view}: ${words(size)}`,
      ledgerless: ms(own.firstByteMs),
      against: others('firstByteMs'),
    },
    {
      what: `Complete ${view} against its ${own.rounds > 1 ? `${own.rounds} rounds` : 'one round'} of calls: ${words(size)}`,
      ledgerless: ms(own.completeMs),
      against: others('completeMs'),
      ratio: own.completeRatio,
      ...(size.target && { held: { target: size.target, value: own.completeRatio } }),
    },
  ];
}

interface Times {
  readonly firstByteMs: number;
  readonly completeMs: number;
  /** How often calls must wait for the answers of others: how many pages there are is told by the first. */
  readonly rounds: number;
  /** The page's time against the least time that its calls take, one round after the other. */
  readonly completeRatio: number;
}

/** The medians of so many views, after others that warm the process up. */
async function times(
  plaid: Plaid,
  name: ContestantName,
  { tokens, size, view, views }: Load & { readonly views: number },
): Promise<Times> {
  const contestant = await startContestant(name, { plaidUrl: plaid.url });
  return using([contestant], async () => {
    const options = { path: view, cookie: await contestant.client(tokens) };
    const most = name === 'ledgerless' ? WARMING_VIEWS.ledgerless : WARMING_VIEWS.others;
    const warming = Math.max(3, Math.min(most, Math.round(WARMING_ROWS / size.transactions)));
    await plaid.set({ latencyMs: 0 });
    for (let round = 0; round < warming; round++) await visitWell(contestant.url, options);
    await plaid.set({ latencyMs: LATENCY_MS });
    await plaid.takeTally();

    const seen: (Visit & { rounds: number })[] = [];
    for (let round = 0; round < views; round++) {
      const visit = await visitWell(contestant.url, options);
      const { questions } = await plaid.takeTally();
      const pages = questions.filter(({ path }) => path === '/transactions/get').length;
      seen.push({ ...visit, rounds: pages > tokens.length ? 2 : 1 });
    }
    return {
      firstByteMs: median(seen.map(({ firstByteMs }) => firstByteMs)),
      completeMs: median(seen.map(({ completeMs }) => completeMs)),
      rounds: median(seen.map(({ rounds }) => rounds)),
      completeRatio: median(seen.map(({ completeMs, rounds }) => completeMs / (rounds * LATENCY_MS))),
    };
  });
}
