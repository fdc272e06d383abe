/** Deployments under load: keys rotated, versions swapped, instances drained. Nobody notices any of it. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { Client } from '../support/client.ts';
import { beginLink, finishAtPlaid, linkBank } from '../support/link.ts';
import { newKey } from '../support/test-app.ts';
import { type Bundle, buildBundle, type Instance, startInstance } from './bundle.ts';
import { type Front, startFront } from './front.ts';

const [OLD_KEY, NEW_KEY] = [newKey(), newKey()];
const PEOPLE = 4;
const PAGES = ['/dashboard', '/transactions', '/privacy', '/spending', '/transactions.csv'];
/** Long enough that each stop finds answers under way. */
const PLAID_MS = 150;

let emulator: Emulator;
let front: Front;
let bundles: readonly [Bundle, Bundle];
let serving: Instance[] = [];
const exitCodes: (number | null)[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startFront();
  // Two builds of one source, as of two versions that seal alike.
  bundles = [buildBundle({ minify: true }), buildBundle({ minify: false })];
}, 60_000);
afterAll(async () => {
  await Promise.all(serving.map((instance) => instance.stop()));
  for (const bundle of bundles) bundle.remove();
  await front.close();
  await emulator.close();
});

/** Replaces all instances, one after the other: a new one is there before an old one is drained. */
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

/** Looks at page after page, at most one at a time, until told to stop. */
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

it('fail no request and log nobody out, not even somebody half-way through linking', async () => {
  await deploy(bundles[0], OLD_KEY);
  const people = Array.from({ length: PEOPLE }, () => new Client(front.url));
  for (const person of people) await linkBank(person);
  const halfWay = new Client(front.url);
  const hostedUrl = await beginLink(halfWay, { lifetime: '30' });
  emulator.control.inject({ kind: 'delay', ms: PLAID_MS });

  let isOver = false;
  const looking = people.map((person) => keepLooking(person, () => isOver));
  // The new key is known everywhere before it seals anything, and the old one goes last.
  await deploy(bundles[1], `${OLD_KEY},${NEW_KEY}`);
  await deploy(bundles[0], `${NEW_KEY},${OLD_KEY}`);
  await Promise.all(people.map((person) => person.get('/privacy')));
  const { pathname } = new URL(await finishAtPlaid(hostedUrl));
  expect((await halfWay.get(pathname)).location).toBe('/dashboard');
  await deploy(bundles[1], NEW_KEY);
  isOver = true;

  const looks = (await Promise.all(looking)).flat();
  expect(looks.filter(({ status, isWhole }) => status !== 200 || !isWhole)).toEqual([]);
  expect(looks.length).toBeGreaterThan(PEOPLE * PAGES.length);
  expect(exitCodes).toEqual([0, 0, 0, 0, 0, 0]);
  for (const person of [...people, halfWay]) {
    expect((await person.get('/privacy')).page('.banks li')).toHaveLength(1);
  }
}, 120_000);
