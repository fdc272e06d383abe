/** SIGUSR1 opens the inspector of a Node program, through which all its memory can be read; but not of this one. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, buildBundle, type Instance, startInstance } from './bundle.ts';

let bundle: Bundle;
let app: Instance;
let other: ChildProcess;
let otherSaid = '';
beforeAll(async () => {
  bundle = buildBundle({ minify: true });
  app = await startInstance(bundle, {});
  other = spawn(process.execPath, ['--inspect-port=0', '-e', 'console.log(1); setInterval(() => {}, 1000)']);
  other.stderr?.on('data', (text) => {
    otherSaid += text;
  });
  if (other.stdout) await once(other.stdout, 'data');
}, 60_000);
afterAll(async () => {
  other.kill('SIGKILL');
  await app.kill();
  bundle.remove();
});

it('opens no inspector at SIGUSR1, and goes on answering', async () => {
  let said = '';
  app.child.stderr?.on('data', (text) => {
    said += text;
  });
  app.child.kill('SIGUSR1');
  // Until a program without our listener has answered the same signal: by then ours would have, too.
  other.kill('SIGUSR1');
  await expect.poll(() => otherSaid, { timeout: 10_000 }).toMatch(/Debugger listening/);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect(said).toBe('');
});
