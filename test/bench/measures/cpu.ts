/** The CPU time of an overview, against the least that fetching and parsing its answers can cost. */

import path from 'node:path';
import { type Figure, ms } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { startChild } from '../processes/child.ts';
import { type Contestant, type ContestantName, startContestant } from '../processes/contestants.ts';
import { ofEachView, type Size, words } from '../sizes.ts';
import { median } from '../statistics.ts';
import type { TargetName } from '../targets.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const FLOOR = path.join(import.meta.dirname, '..', 'processes', 'floor.mjs');
/** At least, before each measurement: by then V8 has compiled what is used. */
const WARM_VIEWS = 60;
const MEASURED_VIEWS = 80;
const TURNS = 5;
/** Of long pages fewer do: they run the same code for longer. */
const MOST_ROWS = 300_000;

interface Case extends Size {
  readonly target?: TargetName;
}

const SHORT: readonly Case[] = [{ banks: 1, transactions: 500, target: 'cpu' }];
const FULL: readonly Case[] = [
  ...SHORT,
  { banks: 5, transactions: 2_500 },
  { banks: 1, transactions: 10_000, target: 'cpuLong' },
  { banks: 20, transactions: 10_000 },
];

export const measureCpu: Measure = ({ plaid, isShort }) =>
  ofEachView(plaid, isShort ? SHORT : FULL, (size, view, tokens) =>
    measureView(plaid, { tokens, size, view }),
  );

async function measureView(plaid: Plaid, { tokens, size, view }: Load): Promise<Figure[]> {
  const { own, floor, ratio } = await againstFloor(plaid, { tokens, size, view });
  const good = await viewMs(plaid, 'good', { tokens, size, view });
  const usual = await viewMs(plaid, 'usual', { tokens, size, view });
  return [
    {
      what: `CPU of ${view}: ${words(size)}`,
      ledgerless: ms(own),
      against: `${ms(floor)} to fetch and parse; good app ${ms(good)}, usual ${ms(usual)}`,
      ratio,
      ...(size.target && { held: { target: size.target, value: ratio } }),
    },
  ];
}

interface Load {
  readonly tokens: readonly string[];
  readonly size: Case;
  readonly view: string;
}

interface Times {
  readonly warm: number;
  readonly measured: number;
}

function timesOf({ transactions }: Size): Times {
  const most = Math.max(6, Math.round(MOST_ROWS / transactions));
  return { warm: Math.min(WARM_VIEWS, most), measured: Math.min(MEASURED_VIEWS, most) };
}

/** In turns: a machine's speed changes within minutes, by as much as what is measured. The median turn counts. */
async function againstFloor(
  plaid: Plaid,
  { tokens, size, view }: Load,
): Promise<{ own: number; floor: number; ratio: number }> {
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
  const floor = startChild({ script: FLOOR, env: { PLAID_BASE_URL: plaid.url } });
  try {
    const cookie = await ledgerless.client(tokens);
    const { warm, measured } = timesOf(size);
    await viewAll(ledgerless, { view, cookie, times: warm });
    await plaid.takeTally();
    await viewAll(ledgerless, { view, cookie, times: 1 });
    const { questions } = await plaid.takeTally();
    if (questions.length === 0) throw new Error('the view asked Plaid nothing');
    await floor.ask('ask', { questions, times: warm });
    const times = Math.ceil(measured / TURNS);
    const turns: { own: number; floor: number }[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      turns.push({
        own: await cpuMsOf(ledgerless, { view, cookie, times }),
        // CPU time of the same calls as one view makes, and of nothing else.
        floor: (await floor.ask<number>('ask', { questions, times })) / times,
      });
    }
    return {
      own: median(turns.map(({ own }) => own)),
      floor: median(turns.map(({ floor }) => floor)),
      ratio: median(turns.map(({ own, floor }) => own / floor)),
    };
  } finally {
    await Promise.all([ledgerless.stop(), floor.stop()]);
  }
}

/** CPU time of a view, one after the other. */
async function viewMs(plaid: Plaid, name: ContestantName, { tokens, size, view }: Load): Promise<number> {
  const contestant = await startContestant(name, { plaidUrl: plaid.url });
  return using([contestant], async () => {
    const cookie = await contestant.client(tokens);
    const { warm, measured } = timesOf(size);
    await viewAll(contestant, { view, cookie, times: warm });
    return cpuMsOf(contestant, { view, cookie, times: measured });
  });
}

interface Views {
  readonly view: string;
  readonly cookie: string;
  readonly times: number;
}

async function cpuMsOf(contestant: Contestant, views: Views): Promise<number> {
  const before = await contestant.used();
  await viewAll(contestant, views);
  return ((await contestant.used()).cpuMs - before.cpuMs) / views.times;
}

async function viewAll({ url }: Contestant, { view, cookie, times }: Views): Promise<void> {
  for (let round = 0; round < times; round++) await visitWell(url, { path: view, cookie });
}
