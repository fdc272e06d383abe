/** A child process that answers orders, and whose error output is told when it ends by itself. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Ask, ordersTo } from '../../support/orders.mjs';

export interface Child {
  /** Rejects when the order fails, or the process ends. */
  readonly ask: Ask;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly script: string;
  /** For node. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const ERROR_OUTPUT_LENGTH = 2_000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts it. Nothing that it writes is kept but the end of its error output. */
export function startChild({ script, flags = [], env = {} }: ChildOptions): Child {
  const child = spawn(process.execPath, [...flags, script], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.add(child);
  let errorOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-ERROR_OUTPUT_LENGTH);
  });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    throw new Error(`${script} ended with ${code}: ${errorOutput}`);
  });
  ended.catch(() => {});

  const ask = ordersTo(child);
  return {
    pid: child.pid ?? 0,
    ask: <T>(order: string, details?: object) => Promise.race([ask<T>(order, details), ended]),
    async stop() {
      child.kill('SIGKILL');
      await ended.catch(() => {});
    },
  };
}
