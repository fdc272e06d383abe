/** One run of the app under proof: visits, a pause, and then a search of everything that it could have kept. */

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SETUP_TOKEN } from '../routes/full-app.ts';
import { type AppProcessOptions, startApp } from './app-process.ts';
import { bookGiver } from './book.ts';
import { type Canaries, createCanaries, type Find } from './canaries.ts';
import { type ControlFigures, type Places, searchForPlanted } from './control.ts';
import { hasStrace, underStrace, writtenFiles } from './files.ts';
import { type LiveSearch, learnOwnNumbers, searchLive } from './live.ts';
import { canReadMemory, searchBytes, searchMemory } from './memory.ts';
import { type PlaidSide, startPlaidSide } from './plaid-process.ts';
import { type RouteFigures, visitRoutes } from './routes.ts';
import { missingStores, type Stores } from './stores.ts';
import { type VisitFigures, visitAll } from './visits.ts';

export interface RunOptions {
  /** Of the sources, with the bundle made of them in dist/. */
  readonly root: string;
  /** For node. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Those that are on. */
  readonly stores: Stores | null;
  /** How many people come before the routes are asked; with none, freed memory is not searched. */
  readonly people: number;
  /** Whether leaks are planted at the end. */
  readonly isControlled: boolean;
}

export interface RunFigures {
  readonly visits: VisitFigures;
  readonly routes: RouteFigures;
  readonly searchedFor: Canaries['counts'];
  readonly ownAmounts: number;
  readonly openSockets: number;
  readonly live: LiveSearch;
  readonly logBytes: number;
  readonly log: readonly Find[];
  readonly files: readonly string[];
  /** By the name of the store. */
  readonly stored: ReadonlyMap<string, readonly Find[]>;
  readonly memory: readonly Find[];
  readonly control: ControlFigures | null;
  /** What this machine could not show. */
  readonly notShown: readonly string[];
}

/** Longer than the pause after which the app overwrites freed memory, where it does. */
const PAUSE_MS = 5_000;

/** Starts the app, visits and searches it, and stops all that was started. */
export async function runOnce(options: RunOptions): Promise<RunFigures> {
  const { root, flags, env, stores, people, isControlled } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-proof-'));
  const appFolder = path.join(folder, 'app');
  mkdirSync(appFolder);
  const straceLog = path.join(folder, 'strace.log');
  const canaries = createCanaries(`Zaunkoenig${randomBytes(6).toString('hex')}`, programText(root));
  const plaid = await startPlaidSide(canaries, folder);
  const settings = { ...settingsFor(plaid), ...stores?.env };
  const asDeployed = {
    script: path.join(root, 'dist', 'server.js'),
    flags,
    env: { ...settings, ...env },
  };
  await learnFromFresh(asDeployed, { canaries, folder: path.join(folder, 'fresh') });
  const under = underStrace(straceLog);
  const app = await startApp({ ...asDeployed, folder: appFolder, under });
  const liveFolder = path.join(folder, 'live');
  const search = () => searchLive({ app, canaries, folder: liveFolder });
  const places: Places = {
    live: async () => (await search()).finds,
    memory: () => (canReadMemory ? searchMemory(app.pid, canaries) : []),
    log: () => canaries.findIn(app.output()),
    files: () => writtenFiles(straceLog, appFolder, liveFolder),
    stores: () => storedIn(stores, canaries),
  };
  try {
    const giveBook = bookGiver({ encryptionKey: settings.ENCRYPTION_KEYS, canaries });
    const shared = { url: app.url, plaid, canaries, giveBook, mail: stores?.mail ?? null };
    const visits = await visitAll({ ...shared, people });
    if (people > 0) await wait(PAUSE_MS);
    // Memory comes first: writing down what is reachable leaves copies of it.
    const memory = people > 0 ? places.memory() : [];
    const routes = await visitRoutes({ ...shared, root, env: settings, search: places.live });
    const found = {
      ...{ visits, memory, routes },
      openSockets: plaid.openSockets(),
      live: await search(),
      searchedFor: canaries.counts,
      ownAmounts: canaries.ownAmounts,
      files: places.files(),
      logBytes: app.output().length,
      log: places.log(),
      stored: await places.stores(),
    };
    const without = placesWithout(stores);
    const control = isControlled ? await searchForPlanted({ app, canaries, places, without }) : null;
    return { ...found, control, notShown: notShown(stores) };
  } finally {
    await app.stop();
    await plaid.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another process of the same kind, since writing down what is reachable would stir the memory of the one under proof. */
async function learnFromFresh(
  asDeployed: Omit<AppProcessOptions, 'folder'>,
  { canaries, folder }: { canaries: Canaries; folder: string },
): Promise<void> {
  mkdirSync(folder);
  const fresh = await startApp({ ...asDeployed, folder });
  try {
    await learnOwnNumbers({ app: fresh, canaries, folder: path.join(folder, 'live') });
  } finally {
    await fresh.stop();
  }
}

function settingsFor(plaid: PlaidSide) {
  return {
    PLAID_CLIENT_ID: 'proof',
    PLAID_SECRET: 'proof-secret',
    PLAID_BASE_URL: plaid.url,
    NODE_EXTRA_CA_CERTS: plaid.certificateFile,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    SETUP_TOKEN,
    // So that live balances are among what is looked for.
    LIVE_BALANCES: 'view',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'trace',
  };
}

/** The text of the bundle and its views: what an answer has of them is nobody's data. */
function programText(root: string): string {
  const [bundle, views] = [path.join(root, 'dist'), path.join(root, 'views')];
  const files = [
    ...readdirSync(bundle).map((name) => path.join(bundle, name)),
    ...readdirSync(views, { recursive: true, encoding: 'utf8' }).map((name) => path.join(views, name)),
  ];
  return files
    .filter((file) => /\.(js|ejs)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

async function storedIn(stores: Stores | null, canaries: Canaries): Promise<Map<string, Find[]>> {
  const contents = [...((await stores?.contents()) ?? [])];
  return new Map(contents.map(([name, bytes]) => [name, searchBytes(bytes, canaries)]));
}

/** Places that are not there on a machine without these programs, or in a run without stores. */
function placesWithout(stores: Stores | null): string[] {
  const absent = stores ? missingStores : ['Redis', 'PostgreSQL'];
  return [
    ...absent.flatMap((store) => [`what was sent to ${store}`, `a dump of ${store}`]),
    ...(canReadMemory ? [] : ['memory']),
    ...(hasStrace ? [] : ['files']),
  ];
}

function notShown(stores: Stores | null): string[] {
  return [
    ...(stores ? missingStores.map((store) => `nothing is kept in ${store}: it is not on this machine`) : []),
    ...(canReadMemory ? [] : ['no token is left in raw memory: only Linux lets it be read']),
    ...(hasStrace ? [] : ['no file is written: strace is not on this machine']),
  ];
}
