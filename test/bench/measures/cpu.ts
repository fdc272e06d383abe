/** The CPU time of an overview, against the least that fetching and parsing its answers can cost. */

import path from 'node:path';
import { type Figure, ms } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import type { Question } from '../plaid/tape.ts';
import { startChild } from '../processes/child.ts';
import { type Contestant, type ContestantName, startContestant } from '../processes/contestants.ts';
import { ofEachView, type Size, words } from '../sizes.ts';
import type { TargetName } from '../targets.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const FLOOR = path.join(import.meta.dirname, '..', 'processes', 'floor.mjs');
/** At least, before each measurement: by then V8 has compiled what is used. */
const WARM_VIEWS = 60;
const MEASURED_VIEWS = 120;
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
  const own = await viewMs(plaid, 'ledgerless', { tokens, size, view });
  const floor = await floorMs(plaid, own.questions, timesOf(size));
  const good = await viewMs(plaid, 'good', { tokens, size, view });
  const usual = await viewMs(plaid, 'usual', { tokens, size, view });
  const ratio = own.cpuMs / floor;
  return [
    {
      what: `CPU of ${view}: ${words(size)}`,
      ledgerless: ms(own.cpuMs),
      against: `${ms(floor)} to fetch and parse; good app ${ms(good.cpuMs)}, usual ${ms(usual.cpuMs)}`,
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

/** CPU time of a view, one after the other, and what one of them asks Plaid. */
async function viewMs(
  plaid: Plaid,
  name: ContestantName,
  { tokens, size, view }: Load,
): Promise<{ cpuMs: number; questions: readonly Question[] }> {
  const contestant = await startContestant(name, { plaidUrl: plaid.url });
  return using([contestant], async () => {
    const cookie = await contestant.client(tokens);
    const { warm, measured } = timesOf(size);
    await viewAll(contestant, { view, cookie, times: warm });
    const before = await contestant.used();
    await viewAll(contestant, { view, cookie, times: measured });
    const after = await contestant.used();
    await plaid.takeTally();
    await viewAll(contestant, { view, cookie, times: 1 });
    const { questions } = await plaid.takeTally();
    return { cpuMs: (after.cpuMs - before.cpuMs) / measured, questions };
  });
}

async function viewAll(
  { url }: Contestant,
  { view, cookie, times }: { view: string; cookie: string; times: number },
): Promise<void> {
  for (let round = 0; round < times; round++) await visitWell(url, { path: view, cookie });
}

/** CPU time of the same calls as one view makes, and of nothing else. */
async function floorMs(
  plaid: Plaid,
  questions: readonly Question[],
  { warm, measured }: Times,
): Promise<number> {
  if (questions.length === 0) throw new Error('the view asked Plaid nothing');
  const child = startChild({ script: FLOOR, env: { PLAID_BASE_URL: plaid.url } });
  try {
    await child.ask('ask', { questions, times: warm });
    return (await child.ask<number>('ask', { questions, times: measured })) / measured;
  } finally {
    await child.stop();
  }
}
