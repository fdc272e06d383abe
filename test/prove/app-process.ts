/** The production bundle as a process of its own, which can be asked for its heap. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it has written to standard output and error. */
  output(): string;
  /** Has the preload do something, and waits until it is done. */
  ask(order: 'collect' | 'live' | 'plant', details?: object): Promise<void>;
  /** How many bytes it holds after a collection, on V8's heap and in buffers. */
  held(): Promise<number>;
  stop(): Promise<void>;
}

export interface AppProcessOptions {
  /** The script to run. */
  readonly script: string;
  /** For node. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs, and what it takes for its home and its place for temporary files. */
  readonly folder: string;
  /** Words to put before node's, such as strace's. */
  readonly under?: readonly string[];
}

const PRELOAD = path.join(import.meta.dirname, 'preload.mjs');
/** Only for the search: to collect on demand, and to write texts down whole. */
const FLAGS = ['--expose-gc', '--heap-snapshot-string-limit=100000000', '--import', PRELOAD];
const START_TIMEOUT_MS = 20_000;

/** Starts it, and resolves when it answers. */
export async function startApp(options: AppProcessOptions): Promise<AppProcess> {
  const { script, flags, env, folder, under = [] } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command = process.execPath, ...words] = [...under, process.execPath, ...FLAGS, ...flags, script];
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, HOST: '127.0.0.1', PORT: `${port}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => void pieces.push(piece));
  }
  const output = () => pieces.join('');
  await answering(url, child, output);

  let asked = 0;
  const ask = async (order: string, details: object = {}): Promise<unknown> => {
    const id = ++asked;
    child.send({ id, order, ...details });
    for (;;) {
      const [answer] = await once(child, 'message');
      if (answer.id !== id) continue;
      if (answer.error !== undefined) throw new Error(`${order}: ${answer.error}`);
      return answer.value;
    }
  };
  return {
    url,
    pid: child.pid as number,
    output,
    async ask(order, details) {
      await ask(order, details);
    },
    held: async () => Number(await ask('held')),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the process under proof did not start:\n${output()}`);
}
