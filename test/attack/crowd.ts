/** One person with 24 banks asks for two years of them, twice a second; and a hundred people come at once. */

import { setTimeout as pause } from 'node:timers/promises';
import { cannotLimit, makeGroup, memoryMiB } from '../support/cgroup.ts';
import type { Client } from '../support/client.ts';
import type { Attack } from './attack.ts';
import { linkBanks, Person, startDemo } from './people.ts';

/** Render's free plan (render.com/pricing). */
const FREE_PLAN = { cores: 0.1, memoryMiB: 512 };
const BANKS = 24;
const ATTACK_MS = 60_000;
/** By then Plaid's webhooks of the new banks have been answered. */
const SETTLE_MS = 8_000;
const PEOPLE = 100;
const MOST_MIB = 400;
const MOST_TIMES_SLOWER = 3;
const BLAMES_A_BANK = /could not be (reached|read)|did not answer/;

/** Milliseconds that a whole overview takes; Infinity where it is not one, or blames a bank. */
async function overview(client: Client): Promise<number> {
  const start = performance.now();
  const { status, text } = await client.get('/dashboard');
  const isWhole = status === 200 && text.includes('</html>') && !BLAMES_A_BANK.test(text);
  return isWhole ? performance.now() - start : Number.POSITIVE_INFINITY;
}

async function median(count: number, measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) times.push(await measure());
  return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? Number.POSITIVE_INFINITY;
}

export const crowd: Attack = {
  name: 'make the app slow, or end it, by asking for much: one person with 24 banks, on 512 MB and a tenth of a core',
  isLong: true,
  cannotRun: cannotLimit(),
  async run(bundle) {
    const app = await startDemo(bundle);
    const pid = app.child.pid ?? 0;
    const attacker = new Person(app.url);
    const other = new Person(app.url);
    await linkBanks(app.url, attacker, BANKS);
    await linkBanks(app.url, other, 1);
    await pause(SETTLE_MS);
    const group = makeGroup(FREE_PLAN);
    group.add(pid);
    await overview(other);
    const alone = await median(3, () => overview(other));

    const end = performance.now() + ATTACK_MS;
    const statuses = new Map<number, number>();
    const attacking: Promise<void>[] = [];
    let mostMiB = 0;
    const flood = (async () => {
      while (performance.now() < end) {
        attacking.push(
          attacker.get('/dashboard?days=730').then(
            ({ status }) => void statuses.set(status, (statuses.get(status) ?? 0) + 1),
            () => void statuses.set(0, (statuses.get(0) ?? 0) + 1),
          ),
        );
        if (app.child.exitCode === null) mostMiB = Math.max(mostMiB, memoryMiB(pid));
        await pause(500);
      }
    })();
    const attacked: number[] = [];
    while (performance.now() < end) {
      attacked.push(await overview(other).catch(() => Number.POSITIVE_INFINITY));
      await pause(1_000);
    }
    await flood;
    await Promise.all(attacking);
    const during =
      attacked.toSorted((a, b) => a - b)[Math.floor(attacked.length / 2)] ?? Number.POSITIVE_INFINITY;
    const isAlive = app.child.exitCode === null && app.child.signalCode === null;
    await app.kill();
    group.remove();
    const slower = during / alone;
    return {
      hasSucceeded: !isAlive || mostMiB > MOST_MIB || slower > MOST_TIMES_SLOWER,
      figure: [
        isAlive ? 'alive' : 'ended',
        `${Math.round(mostMiB)} MiB at most (${MOST_MIB})`,
        `another person’s overview ${Math.round(alone)} ms alone and ${Math.round(during)} ms under attack, ${slower.toFixed(1)} times (${MOST_TIMES_SLOWER}), at worst ${Math.round(Math.max(...attacked))} ms`,
        `answers ${JSON.stringify(Object.fromEntries(statuses))}`,
      ].join('; '),
    };
  },
};

export const hundredPeople: Attack = {
  name: 'have a bank blamed, or a person lost, when a hundred people come at once, on 512 MB and a tenth of a core',
  isLong: true,
  cannotRun: cannotLimit(),
  async run(bundle) {
    const app = await startDemo(bundle);
    const first = new Person(app.url);
    await linkBanks(app.url, first, 2);
    const group = makeGroup(FREE_PLAN);
    group.add(app.child.pid ?? 0);
    await overview(first);
    // Each with the same two banks, at an address of their own.
    const people = Array.from({ length: PEOPLE }, () => new Person(app.url, new Map(first.jar)));
    const times = await Promise.all(
      people.map((person) => overview(person).catch(() => Number.POSITIVE_INFINITY)),
    );
    const lost = times.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
    await app.kill();
    group.remove();
    return {
      hasSucceeded: lost > 0,
      figure: `${lost} of ${PEOPLE} lost or told that a bank failed; the last page was whole after ${Math.round(Math.max(...times) / 1000)} s`,
    };
  },
};
