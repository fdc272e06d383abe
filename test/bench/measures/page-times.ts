/** When the dashboard begins and is complete, by transactions and banks, while a call to Plaid takes 300 ms. */

import { type Figure, ms } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { type Contestant, startContestant } from '../processes/contestants.ts';
import { median } from '../statistics.ts';
import { type Visit, visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

interface Size {
  readonly banks: number;
  /** At each bank. */
  readonly transactions: number;
  /** How often the peer's page is asked for. */
  readonly peerViews: number;
}

const LATENCY_MS = 300;
const PAGE_SIZE = 500;
const VIEWS = 7;
/** Views before the measurement, without latency, so that compiled code is measured. */
const WARMING_VIEWS = 30;
const WARMING_ROWS = 30_000;

const SHORT: readonly Size[] = [
  { banks: 1, transactions: 500, peerViews: 2 },
  { banks: 5, transactions: 500, peerViews: 1 },
];
const FULL: readonly Size[] = [
  { banks: 1, transactions: 100, peerViews: 3 },
  { banks: 1, transactions: 500, peerViews: 3 },
  { banks: 1, transactions: 5_000, peerViews: 3 },
  { banks: 1, transactions: 50_000, peerViews: 1 },
  { banks: 5, transactions: 500, peerViews: 3 },
  { banks: 20, transactions: 500, peerViews: 2 },
];

export const measurePageTimes: Measure = async ({ plaid, isShort }) => {
  const figures: Figure[] = [];
  for (const size of isShort ? SHORT : FULL) figures.push(...(await measureSize(plaid, size)));
  return figures;
};

async function measureSize(plaid: Plaid, size: Size): Promise<Figure[]> {
  await plaid.reset();
  const tokens = await plaid.link(size.banks, size.transactions);
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
  const peer = await startContestant('peer', { plaidUrl: plaid.url });
  return using([ledgerless, peer], async () => {
    const view = await viewer(plaid, ledgerless, { tokens, size, views: VIEWS });
    const peerView = await viewer(plaid, peer, { tokens, size, views: size.peerViews });
    return figuresOf(size, view, peerView);
  });
}

interface Views {
  readonly firstByteMs: number;
  readonly completeMs: number;
  /** Of one view's calls to Plaid. */
  readonly slowestCallMs: number;
  /** The page's time against the least time that its calls take, one round after the other. */
  readonly completeRatio: number;
}

/** The medians of so many views, after others that warm the process up. */
async function viewer(
  plaid: Plaid,
  { url, client }: Contestant,
  { tokens, size, views }: { tokens: readonly string[]; size: Size; views: number },
): Promise<Views> {
  const options = { path: '/dashboard?days=730', cookie: await client(tokens) };
  const rows = size.banks * size.transactions;
  const warming = Math.max(3, Math.min(WARMING_VIEWS, Math.round(WARMING_ROWS / rows)));
  await plaid.set({ latencyMs: 0 });
  for (let round = 0; round < warming; round++) await visitWell(url, options);
  await plaid.set({ latencyMs: LATENCY_MS });
  await plaid.takeTally();

  const seen: (Visit & { slowestCallMs: number })[] = [];
  for (let round = 0; round < views; round++) {
    const visit = await visitWell(url, options);
    seen.push({ ...visit, slowestCallMs: (await plaid.takeTally()).slowestMs });
  }
  const rounds = size.transactions > PAGE_SIZE ? 2 : 1;
  return {
    firstByteMs: median(seen.map(({ firstByteMs }) => firstByteMs)),
    completeMs: median(seen.map(({ completeMs }) => completeMs)),
    slowestCallMs: median(seen.map(({ slowestCallMs }) => slowestCallMs)),
    completeRatio: median(seen.map(({ completeMs, slowestCallMs }) => completeMs / (rounds * slowestCallMs))),
  };
}

function figuresOf({ banks, transactions }: Size, view: Views, peerView: Views): Figure[] {
  const each = banks > 1 ? ' each' : '';
  const of = `${banks} ${banks > 1 ? 'banks' : 'bank'} with ${transactions.toLocaleString('en')} transactions${each}`;
  const complete: Figure = {
    what: `Complete page: ${of}`,
    ledgerless: ms(view.completeMs),
    against: ms(peerView.completeMs),
    ratio: view.completeMs / peerView.completeMs,
  };
  return [
    {
      what: `First byte: ${of}`,
      ledgerless: ms(view.firstByteMs),
      against: ms(peerView.firstByteMs),
      ratio: view.firstByteMs / peerView.firstByteMs,
    },
    complete,
    {
      what: `Complete page against its ${transactions > PAGE_SIZE ? 'two rounds of calls' : 'slowest call'}: ${of}`,
      ledgerless: ms(view.completeMs),
      against: `${ms(view.slowestCallMs)} a call`,
      ratio: view.completeRatio,
      ...(banks === 1 && transactions <= PAGE_SIZE
        ? { held: { target: 'complete', value: view.completeRatio } }
        : {}),
    },
  ];
}
