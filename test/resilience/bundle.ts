/** The production bundle as its own process, made from the sources as they are now. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const START_TIMEOUT_MS = 20_000;

export interface Bundle {
  readonly script: string;
  remove(): void;
}

/** Builds it as `npm run build` does, beside the views and public files it reads. */
export function buildBundle({ minify }: { minify: boolean }): Bundle {
  const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  for (const name of ['views', 'public', 'package.json']) {
    symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
  const script = path.join(folder, 'dist', 'server.js');
  execFileSync(
    'npm',
    [
      ...['run', 'build', '--silent', '--', '--quiet', `--outdir=${path.dirname(script)}`],
      ...(minify ? [] : ['--readable']),
    ],
    { cwd: ROOT },
  );
  return { script, remove: () => rmSync(folder, { recursive: true }) };
}

export interface Instance {
  readonly url: string;
  /** Its process, whose error output can be read. */
  readonly child: ChildProcess;
  /** Asks it to stop, and resolves with its exit code when it has. */
  stop(): Promise<number | null>;
  /** Ends it at once, as when its machine fails. */
  kill(): Promise<unknown>;
}

/** Starts an instance, and resolves when it answers. */
export async function startInstance(
  { script }: Bundle,
  env: Readonly<Record<string, string>>,
): Promise<Instance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.pipe(process.stderr);
  await answering(url, child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return { url, child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new Error(`${url} did not start`);
}
