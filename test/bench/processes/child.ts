/** A whole process of its own, which answers orders over its channel and says when something is wrong. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  readonly pid: number;
  /** Has the process do something, and gives what it answers. Rejects when it fails or ends. */
  ask<T>(order: string, details?: object): Promise<T>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly script: string;
  /** For node. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const MOST_LAST_WORDS = 2_000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts it. What it writes goes nowhere, but for its last words when it ends without being told to. */
export function startChild({ script, flags = [], env = {} }: ChildOptions): Child {
  const child = spawn(process.execPath, [...flags, script], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.add(child);
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-MOST_LAST_WORDS);
  });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    throw new Error(`${script} ended with ${code}: ${lastWords}`);
  });
  ended.catch(() => {});

  let asked = 0;
  return {
    pid: child.pid as number,
    async ask<T>(order: string, details: object = {}) {
      const id = ++asked;
      const answered = new Promise<T>((resolve, reject) => {
        child.on('message', function hear(answer: { id: number; value: T; error?: string }) {
          if (answer.id !== id) return;
          child.off('message', hear);
          if (answer.error) reject(new Error(answer.error));
          else resolve(answer.value);
        });
      });
      child.send({ id, order, ...details });
      return Promise.race([answered, ended]);
    },
    async stop() {
      child.kill('SIGKILL');
      await ended.catch(() => {});
    },
  };
}
