/** Deployments under load: keys are rotated, versions replaced and instances drained, and no request fails. */

import { afterAll, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../support/link.ts';
import { banksOf } from '../support/pages.ts';
import { newKey } from '../support/test-app.ts';
import { type Bundle, buildBundle, type Instance, startInstance } from './bundle.ts';
import { startFront } from './front.ts';

const [OLD_KEY, NEW_KEY] = [newKey(), newKey()];
const PEOPLE = 4;
const PAGES = ['/dashboard', '/transactions', '/privacy', '/spending', '/transactions.csv'];
/** Long enough that each stop finds answers under way. */
const PLAID_MS = 150;

const emulator = await startEmulator();
const front = await startFront();
/** Two builds of one source, as of two versions whose cookies are alike. */
const bundles = [buildBundle({ minify: true }), buildBundle({ minify: false })] as const;
let serving: Instance[] = [];
const exitCodes: (number | null)[] = [];
afterAll(async () => {
  await Promise.all(serving.map((instance) => instance.stop()));
  for (const bundle of bundles) bundle.remove();
  await front.close();
  await emulator.close();
});

/** Replaces all instances, one after the other: a new one answers before an old one is drained. */
async function deploy(bundle: Bundle, keys: string): Promise<void> {
  const env = {
    PLAID_CLIENT_ID: 'test-client',
    PLAID_SECRET: 'test-secret',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: keys,
    RATE_LIMIT: '0',
  };
  const leaving = serving.length === 0 ? [null, null] : [...serving];
  for (const old of leaving) {
    serving = [...serving.filter((instance) => instance !== old), await startInstance(bundle, env)];
    front.serveFrom(serving.map(({ url }) => url));
    if (old) exitCodes.push(await old.stop());
  }
}

interface Look {
  readonly path: string;
  readonly status: number;
  readonly isWhole: boolean;
}

/** Asks for page after page, one at a time, until it is over. */
async function keepLooking(person: Client, isOver: () => boolean): Promise<Look[]> {
  const looks: Look[] = [];
  while (!isOver()) {
    const path = PAGES[looks.length % PAGES.length] ?? '/';
    const { status, text } = await person
      .get(path)
      .catch((error: unknown) => ({ status: 0, text: String(error) }));
    const isWhole = path.endsWith('.csv') ? text.endsWith('\r\n') : text.trimEnd().endsWith('</html>');
    looks.push({ path, status, isWhole });
  }
  return looks;
}

it('deployments fail no request and log nobody out, not even somebody half-way through linking', async () => {
  await deploy(bundles[0], OLD_KEY);
  const people = Array.from({ length: PEOPLE }, () => new Client(front.url));
  for (const person of people) await linkBank(person);
  const halfWay = new Client(front.url);
  const hostedUrl = await beginLink(halfWay, { lifetime: '30' });
  emulator.control.inject({ kind: 'delay', ms: PLAID_MS });

  let isOver = false;
  const looking = people.map((person) => keepLooking(person, () => isOver));
  // Every instance knows the new key before one seals with it, and the old key is removed last.
  await deploy(bundles[1], `${OLD_KEY},${NEW_KEY}`);
  await deploy(bundles[0], `${NEW_KEY},${OLD_KEY}`);
  await Promise.all(people.map((person) => person.get('/privacy')));
  const { pathname, search } = new URL(await finishAtPlaid(hostedUrl));
  expect((await halfWay.get(pathname + search)).location).toBe('/dashboard');
  await deploy(bundles[1], NEW_KEY);
  isOver = true;

  const looks = (await Promise.all(looking)).flat();
  expect(looks.filter(({ status, isWhole }) => status !== 200 || !isWhole)).toEqual([]);
  expect(looks.length).toBeGreaterThan(PEOPLE * PAGES.length);
  expect(exitCodes).toEqual([0, 0, 0, 0, 0, 0]);
  for (const person of [...people, halfWay]) {
    expect(banksOf(await person.get('/banks'))).toHaveLength(1);
  }
}, 120_000);
