/** SIGUSR1 opens the inspector of a Node program, through which all its memory can be read; not that of the app. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { buildBundle, startInstance } from './bundle.ts';

const bundle = buildBundle({ minify: true });
const app = await startInstance(bundle, {});
const other = spawn(process.execPath, [
  ...['--inspect-port=0', '-e', 'console.log(1); setInterval(() => {}, 1000)'],
]);
const otherSaid: string[] = [];
other.stderr.on('data', (text) => void otherSaid.push(`${text}`));
await once(other.stdout, 'data');
afterAll(async () => {
  other.kill('SIGKILL');
  await app.kill();
  bundle.remove();
});

it('opens no inspector at SIGUSR1, and goes on answering', async () => {
  const said: string[] = [];
  app.child.stderr?.on('data', (text) => void said.push(`${text}`));
  app.child.kill('SIGUSR1');
  // Until a program without our listener has answered the same signal: by then the app would have answered too.
  other.kill('SIGUSR1');
  await expect.poll(() => otherSaid.join(''), { timeout: 10_000 }).toMatch(/Debugger listening/);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect(said).toEqual([]);
});
