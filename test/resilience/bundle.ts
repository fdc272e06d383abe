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
  /** How many files and sockets an instance may have open; as many as this machine allows when left out. */
  readonly maxDescriptors?: number;
  /** Folders of Linux cgroups that an instance is in from its start. */
  readonly cgroups?: readonly string[];
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
  /** What it has logged, where the settings name a LOG_LEVEL. */
  log(): string;
  /** Asks it to stop, and resolves with its exit code when it has. */
  stop(): Promise<number | null>;
  /** Ends it at once, as when its machine fails. */
  kill(): Promise<unknown>;
}

/** Starts an instance, and resolves when it answers. */
export async function startInstance(
  { script, maxDescriptors, cgroups = [] }: Bundle,
  env: Readonly<Record<string, string>>,
): Promise<Instance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const limits = [
    ...(maxDescriptors ? [`ulimit -n ${maxDescriptors}`] : []),
    ...cgroups.map((folder) => `echo $$ > ${folder}/cgroup.procs`),
  ];
  const shell = ['sh', '-c', [...limits, 'exec "$0" "$@"'].join('; ')];
  const [command = '', ...words] = [...(limits.length > 0 ? shell : []), process.execPath, script];
  const child = spawn(command, words, {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', env.LOG_LEVEL === undefined ? 'ignore' : 'pipe', 'pipe'],
  });
  child.stderr?.pipe(process.stderr);
  let log = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  await answering(url, child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  return { url, child, log: () => log, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
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
