/** A real PostgreSQL for one test: on a free port, in a folder that is removed with it. */

import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { findPostgres } from './programs.ts';

export interface Postgres {
  readonly url: string;
  /** Ends it at once, as when its machine fails. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it held. */
  start(): Promise<void>;
  /** It answers nothing and closes no connection until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Everything it holds, as SQL. */
  dump(): Promise<string>;
  /** Asks it directly, and not by the app. */
  query(text: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** PostgreSQL refuses to run as root, so root runs it as nobody. */
const NOBODY = 65_534;
const OWNER = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const LOCALE = { ...process.env, LC_ALL: 'C' };

const POSTGRES = findPostgres();

/** Whether there is one to be started. On CI there must be. */
export const hasPostgres = POSTGRES !== null;
if (!hasPostgres) {
  if (process.env.CI) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  process.stdout.write('No PostgreSQL here, so its tests are skipped: apt-get install postgresql\n');
}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledgerless-postgres-'));
  if (OWNER.uid !== undefined) chownSync(folder, OWNER.uid, OWNER.gid);
  const port = await freePort();
  const url = `postgresql://ledgerless@127.0.0.1:${port}/postgres`;
  await run('initdb', ['-D', folder, '-U', 'ledgerless', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  let server = await serve(folder, port, url);
  // A test that fails before it can close leaves nothing behind either.
  const clear = () => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clear);

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  }

  return {
    url,
    kill: () => stop('SIGQUIT'),
    async start() {
      server = await serve(folder, port, url);
    },
    freeze: () => signalAll(server, 'SIGSTOP'),
    thaw: () => signalAll(server, 'SIGCONT'),
    // Without the two lines that differ each time.
    dump: async () => (await run('pg_dump', ['--no-owner', url])).replaceAll(/^\\(un)?restrict .*$/gm, ''),
    query: (text) => queryOnce(url, text),
    async close() {
      await stop('SIGQUIT');
      process.off('exit', clear);
      clear();
    },
  };
}

async function serve(folder: string, port: number, url: string): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = spawn(
    POSTGRES as string,
    ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...OWNER, env: LOCALE, stdio: 'ignore' },
  );
  for (let tries = 0; ; tries++) {
    try {
      await queryOnce(url, 'SELECT 1');
      return server;
    } catch (error) {
      if (tries === 200 || server.exitCode !== null) throw error;
      await wait(50);
    }
  }
}

/** Its workers are in process groups of their own. */
function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const all = stdout.split('\n').map((line) => line.trim().split(/ +/).map(Number));
  const workers = all.filter(([, parent]) => parent === pid).map(([worker]) => worker);
  for (const each of [pid, ...workers]) {
    try {
      process.kill(each as number, signal);
    } catch {
      // A worker may have ended since it was listed.
    }
  }
}

async function queryOnce(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const execute = promisify(execFile);

/** What one of the programs that come with the server prints. The app is not kept waiting for it. */
async function run(name: string, words: readonly string[]): Promise<string> {
  const program = path.join(path.dirname(POSTGRES as string), name);
  return (await execute(program, [...words], { ...OWNER, env: LOCALE })).stdout;
}
