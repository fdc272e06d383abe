/** The production bundle as a process, beside which preload.mjs answers orders. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { type Ask, ordersTo } from '../support/orders.mjs';

export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it has written to standard output and error. */
  output(): string;
  /** Has the preload do something, and waits until it is done. */
  readonly ask: Ask;
  stop(): Promise<void>;
}

export interface AppProcessOptions {
  /** The script to run. */
  readonly script: string;
  /** For node. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs, its home, and where it has its temporary files. */
  readonly folder: string;
  /** The words of a command that runs node, such as strace. */
  readonly under?: readonly string[];
}

const PRELOAD = path.join(import.meta.dirname, 'preload.mjs');
/** For the search alone: to collect garbage on demand, and to write texts down whole. */
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
  return {
    url,
    pid: child.pid as number,
    output,
    ask: ordersTo(child),
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
