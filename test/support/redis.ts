/** A real Redis for one test: on a free port, and with nothing on disk. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, RESP_TYPES } from '@redis/client';
import { freePort } from './free-port.ts';
import { findRedis } from './programs.ts';

export interface RunningRedis {
  readonly url: string;
  /** Ends it at once, as when its machine fails: what it held is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** It answers nothing and closes no connection until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Asks it directly, and not by the app, such as `CONFIG SET maxmemory 1`. */
  send(...words: string[]): Promise<unknown>;
  /** Every key it holds. */
  keys(): Promise<string[]>;
  /** Everything it holds, raw: each key's name, and its value as Redis would write it to disk. */
  dump(): Promise<Buffer>;
  close(): Promise<void>;
}

/** How long the app waits for this Redis, but in tests of that wait: 150 ms may be too little on a busy machine. */
export const REDIS_ANSWERS_WITHIN_MS = 2000;

const program = findRedis();

/** Whether there is one to be started. On CI there must be. */
export const hasRedis = program !== null;
if (!hasRedis) {
  if (process.env.CI) throw new Error('Redis is missing: apt-get install redis-server');
  process.stdout.write('No Redis here, so its tests are skipped: apt-get install redis-server\n');
}

export async function startRedis(): Promise<RunningRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await serve(port, url);

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  return {
    url,
    kill,
    async start() {
      server = await serve(port, url);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    send: (...words) => withClient(url, (client) => client.sendCommand(words)),
    keys: () => withClient(url, async (client) => (await client.keys('*')).toSorted()),
    dump: () => withClient(url, dumpAll),
    close: kill,
  };
}

type Client = ReturnType<typeof openClient>;

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = openClient(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

function openClient(url: string) {
  return createClient({ url, socket: { reconnectStrategy: false } });
}

async function serve(port: number, url: string): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program as string, [...settings, '--rdbcompression', 'no'], {
    stdio: 'ignore',
    cwd: '/',
  });
  for (let tries = 0; ; tries++) {
    try {
      await withClient(url, (client) => client.ping());
      return server;
    } catch (error) {
      if (tries === 200 || server.exitCode !== null) throw error;
      await wait(20);
    }
  }
}

async function dumpAll(client: Client): Promise<Buffer> {
  const raw = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const parts: Buffer[] = [];
  for (const name of await client.keys('*')) {
    parts.push(Buffer.from(name), (await raw.dump(name)) ?? Buffer.alloc(0));
  }
  return Buffer.concat(parts);
}
