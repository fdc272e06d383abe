/** All code is read at the start: no later want of file descriptors can leave the server without a part of itself. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, expect, it } from 'vitest';
import { Client } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { linkBank } from '../support/link.ts';
import { type Bundle, buildBundle } from './bundle.ts';

const bundle: Bundle = buildBundle({ minify: true });
const folder = path.dirname(bundle.script);
const away = path.join(folder, 'away');
mkdirSync(away);
const port = await freePort();
let child: ChildProcess;
afterEach(() => {
  child.kill('SIGKILL');
  for (const name of readdirSync(away)) renameSync(path.join(away, name), path.join(folder, name));
});
afterAll(() => bundle.remove());

/** As the demo, which is everything in one process. */
function start(): ChildProcess {
  const env = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'info' };
  return spawn(process.execPath, [bundle.script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Takes files of the bundle away until the test ends; gives their number. */
function takeAway(isWanted: (name: string) => boolean): number {
  const names = readdirSync(folder).filter((name) => name.startsWith('server') && isWanted(name));
  for (const name of names) renameSync(path.join(folder, name), path.join(away, name));
  return names.length;
}

it('links and shows a bank when none of its files can be read any more', async () => {
  child = start();
  let log = '';
  child.stdout?.on('data', (piece) => {
    log += piece;
  });
  await expect.poll(() => log, { timeout: 20_000 }).toContain('"listening"');
  expect(takeAway(() => true)).toBeGreaterThan(5);

  const client = new Client(`http://127.0.0.1:${port}`);
  await linkBank(client);
  const { page } = await client.get('/dashboard');
  expect(page('#accounts .balance').length).toBeGreaterThan(0);
  expect((await client.get('/api/openapi.json')).text).toContain('"openapi":"3.1');
  expect((await client.get('/upcoming.ics')).text).toMatch(/^BEGIN:VCALENDAR\r\n/);
});

// The calendar's package is in the folder `dist` of its own.
it.each(['client', 'openapi-document', 'dist'])(
  'ends with a sentence where it cannot load its part %s, so that it is started again',
  async (part) => {
    expect(takeAway((name) => name.startsWith(`server-${part}-`))).toBeGreaterThan(0);
    child = start();
    const [said, [code]] = await Promise.all([
      text(child.stderr as NodeJS.ReadableStream & AsyncIterable<Buffer>),
      once(child, 'exit'),
    ]);
    expect(code).toBe(1);
    expect(said).toBe(
      'Error: a part of the server could not be loaded (ERR_MODULE_NOT_FOUND), so it ends: start it again\n',
    );
  },
);
