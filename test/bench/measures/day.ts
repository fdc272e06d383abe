/**
 * What a person's ordinary day costs: calls to Plaid and CPU; and how many such people a free instance of Render carries,
 * by load on a process that is held to a tenth of a core and 512 MB.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { groupBy } from '../../../src/finance/group-by.ts';
import { readDeployment } from '../../prove/deployment.ts';
import { cannotLimit, type Group, makeGroup } from '../../support/cgroup.ts';
import { type Figure, mb, ms } from '../figure.ts';
import { type Contestant, startContestant } from '../processes/contestants.ts';
import { quantile } from '../statistics.ts';
import { visitWell } from '../visit.ts';
import { type Bench, type Measure, using } from './measure.ts';

/** Somebody looks in the morning and in the evening, and once looks something up. */
const DAY = ['/dashboard', '/transactions', '/transactions?q=coffee', '/spending', '/dashboard'];
const BANKS = 3;
const ROWS_OF_EACH = 800;
const WARM_DAYS = 20;
const MEASURED_DAYS = 20;
const LATENCY_MS = 300;
/** Render's free plan (render.com/pricing). */
const FREE_PLAN = { cores: 0.1, memoryMiB: 512 };
/** The load is held so long, at half of what the CPU allows. */
const LOAD_MS = { short: 15_000, full: 60_000 };
const BUSY_SHARE = 0.5;
/** Of a day's visits, in its busiest hour: people look at their money in the morning and in the evening. */
const BUSIEST_HOUR = 0.15;
const HOUR_MS = 3_600_000;

export const measureDay: Measure = async (bench) => {
  const why = cannotLimit();
  const group = why === undefined ? makeGroup(FREE_PLAN) : null;
  try {
    return await measureOn(bench, group ?? why ?? '');
  } finally {
    group?.remove();
  }
};

/** With the reason why there is none where there is no group. */
async function measureOn({ plaid, isShort }: Bench, group: Group | string): Promise<Figure[]> {
  const deployment = readDeployment('render.yaml');
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url, deployment });
  return using([ledgerless], async () => {
    const cookie = await ledgerless.client(await plaid.link(BANKS, ROWS_OF_EACH));
    const { cpuMs, calls } = await dayOf(ledgerless, cookie, async () => (await plaid.takeTally()).questions);
    const day = `A day of a person with ${BANKS} banks: ${DAY.length} pages`;
    const figures: Figure[] = [
      { what: `${day}, calls to Plaid, none of them billed by the call`, ledgerless: calls },
      { what: `${day}, CPU`, ledgerless: ms(cpuMs) },
    ];
    if (typeof group === 'string')
      return [...figures, { what: `Load on a tenth of a core: ${group}`, ledgerless: 'not measured' }];
    await plaid.set({ latencyMs: LATENCY_MS });
    const eachMs = cpuMs / DAY.length / FREE_PLAN.cores / BUSY_SHARE;
    group.add(ledgerless.pid);
    const loaded = await load(ledgerless, { cookie, eachMs, forMs: LOAD_MS[isShort ? 'short' : 'full'] });
    const people = Math.floor(HOUR_MS / eachMs / DAY.length / BUSIEST_HOUR / 10) * 10;
    return [
      ...figures,
      {
        what: `A page on 0.1 core and 512 MB (cgroups), one begun every ${ms(eachMs)}: half of what it can`,
        ledgerless: `median ${ms(quantile(loaded.times, 0.5))}`,
        against: `19 of 20 within ${ms(quantile(loaded.times, 0.95))}, peak ${mb(loaded.peakMb)}`,
      },
      {
        what: `People a day at that load, ${BUSIEST_HOUR * 100} % of whose pages are of one hour`,
        ledgerless: people.toLocaleString('en'),
      },
    ];
  });
}

/** CPU time of a day, and its calls by endpoint, such as `3 /item/get`. */
async function dayOf(
  { url, used }: Contestant,
  cookie: string,
  takeQuestions: () => Promise<readonly { path: string }[]>,
): Promise<{ cpuMs: number; calls: string }> {
  const live = async (days: number) => {
    for (let day = 0; day < days; day++) for (const path of DAY) await visitWell(url, { path, cookie });
  };
  await live(WARM_DAYS);
  await takeQuestions();
  await live(1);
  const byPath = groupBy(await takeQuestions(), ({ path }) => path);
  const before = await used();
  await live(MEASURED_DAYS);
  const cpuMs = ((await used()).cpuMs - before.cpuMs) / MEASURED_DAYS;
  return { cpuMs, calls: [...byPath].map(([path, { length }]) => `${length} ${path}`).join(', ') };
}

/** Times of pages that begin at even distances, whether or not those before are complete, on the free plan. */
async function load(
  { url, used }: Contestant,
  { cookie, eachMs, forMs }: { cookie: string; eachMs: number; forMs: number },
): Promise<{ times: readonly number[]; peakMb: number }> {
  const visits: Promise<{ completeMs: number }>[] = [];
  for (let at = 0; at * eachMs < forMs; at++) {
    visits.push(visitWell(url, { path: DAY[at % DAY.length] ?? '/', cookie }));
    await wait(eachMs);
  }
  const times = (await Promise.all(visits)).map(({ completeMs }) => completeMs);
  return { times, peakMb: (await used()).peakMemoryMb };
}
