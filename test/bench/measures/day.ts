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
/** A day after each of whose pages the server is left alone until it has overwritten its freed memory. */
const QUIET_MS = 3_000;
/** Who come under load, each with banks of their own. */
const PEOPLE = 20;
const LATENCY_MS = 300;
/** Calls with a price of their own (plaid.com/docs/account/billing). */
const BILLED_BY_THE_CALL = ['/accounts/balance/get', '/transactions/refresh'];
/** Render's free plan (render.com/pricing). */
const FREE_PLAN = { cores: 0.1, memoryMiB: 512 };
/** Pages under load, at half of what the CPU allows. */
const LOAD_PAGES = { short: 30, full: 60 };
const BUSY_SHARE = 0.5;
/** After two seconds the next page cuts overwriting short; after five it has been done, also on a tenth of a core. */
const SPACED = [
  { eachMs: 2_000, count: { short: 10, full: 15 }, how: 'with overwriting begun between them' },
  { eachMs: 5_000, count: { short: 3, full: 6 }, how: 'with overwriting done between them' },
];

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
  const length = isShort ? 'short' : 'full';
  const deployment = readDeployment('render.yaml');
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url, deployment });
  return using([ledgerless], async () => {
    const tokens = await plaid.link(BANKS * PEOPLE, ROWS_OF_EACH);
    const cookies = await Promise.all(
      Array.from({ length: PEOPLE }, (_, at) =>
        ledgerless.client(tokens.slice(at * BANKS, (at + 1) * BANKS)),
      ),
    );
    const [cookie = ''] = cookies;
    await live(ledgerless, { cookie, days: WARM_DAYS, quietMs: 0 });
    await plaid.takeTally();
    await live(ledgerless, { cookie, days: 1, quietMs: 0 });
    const paths = (await plaid.takeTally()).questions.map(({ path }) => path);
    for (const other of cookies) await live(ledgerless, { cookie: other, days: 1, quietMs: 0 });
    const cpuMs = await live(ledgerless, { cookie, days: MEASURED_DAYS, quietMs: 0 });
    const wholeMs = await live(ledgerless, { cookie, days: 1, quietMs: QUIET_MS });
    const figures = figuresOfDay({ paths, cpuMs, wholeMs });
    if (typeof group === 'string')
      return [...figures, { what: `Load on a tenth of a core: ${group}`, ledgerless: 'not measured' }];
    await plaid.set({ latencyMs: LATENCY_MS });
    // A busy hour does not begin all at once.
    await live(ledgerless, { cookie, days: WARM_DAYS, quietMs: 0 });
    group.add(ledgerless.pid);
    const eachMs = cpuMs / DAY.length / FREE_PLAN.cores / BUSY_SHARE;
    const loads = [{ eachMs, count: LOAD_PAGES, how: 'half of what the CPU allows' }, ...SPACED];
    for (const { eachMs, count, how } of loads) {
      const { times, peakMb } = await load(ledgerless, { cookies, eachMs, count: count[length] });
      figures.push({
        what: `A page on 0.1 core (cgroups), one begun every ${ms(eachMs)}: ${how}`,
        ledgerless: `median ${ms(quantile(times, 0.5))}`,
        against: `${slowOf(times)}; peak ${mb(peakMb)} of 512`,
      });
    }
    return figures;
  });
}

/** With fewer than twenty pages it is the slowest. */
function slowOf(times: readonly number[]): string {
  const slow = ms(quantile(times, 0.95));
  return times.length < 20 ? `the slowest within ${slow}` : `19 of 20 within ${slow}`;
}

function figuresOfDay({
  paths,
  cpuMs,
  wholeMs,
}: {
  paths: readonly string[];
  cpuMs: number;
  wholeMs: number;
}): Figure[] {
  const day = `A day of a person with ${BANKS} banks, ${DAY.length} pages`;
  const counts = [...groupBy(paths, (path) => path)].map(([path, { length }]) => `${length} ${path}`);
  const billed = paths.filter((path) => BILLED_BY_THE_CALL.includes(path)).length;
  return [
    {
      what: `${day}: calls to Plaid`,
      ledgerless: counts.join(', '),
      against: `${billed} billed by the call`,
    },
    { what: `${day}: CPU of the pages`, ledgerless: ms(cpuMs) },
    { what: `${day}: CPU with the overwriting of freed memory after each page`, ledgerless: ms(wholeMs) },
  ];
}

/** CPU time of a day; after each page the server is left alone for a while. */
async function live(
  { url, used }: Contestant,
  { cookie, days, quietMs }: { cookie: string; days: number; quietMs: number },
): Promise<number> {
  const before = await used();
  for (let day = 0; day < days; day++) {
    for (const path of DAY) {
      await visitWell(url, { path, cookie });
      if (quietMs > 0) await wait(quietMs);
    }
  }
  return ((await used()).cpuMs - before.cpuMs) / days;
}

interface Load {
  readonly times: readonly number[];
  readonly peakMb: number;
}

/** Times of so many pages that begin at even distances, whether or not those before are complete. */
async function load(
  { url, used }: Contestant,
  { cookies, eachMs, count }: { cookies: readonly string[]; eachMs: number; count: number },
): Promise<Load> {
  const visits: Promise<{ completeMs: number }>[] = [];
  for (let at = 0; at < count; at++) {
    const cookie = cookies[at % cookies.length] ?? '';
    const visit = visitWell(url, { path: DAY[at % DAY.length] ?? '/', cookie });
    // Told below, when all have begun.
    visit.catch(() => {});
    visits.push(visit);
    await wait(eachMs);
  }
  const times = (await Promise.all(visits)).map(({ completeMs }) => completeMs);
  return { times, peakMb: (await used()).peakMemoryMb };
}
