/** How a process starts: what keeps it from starting is said in a sentence, and ends it. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { readText } from './source-files.ts';
import { freePort } from './support/free-port.ts';

const ROOT = path.join(import.meta.dirname, '..');
const CHECK_NODE = 'node src/commands/node-version.cjs && ';
const children: ChildProcess[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const { pid } of children.splice(0)) {
    try {
      // The whole group: npm, the watcher and the server.
      process.kill(-Number(pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  for (const server of servers.splice(0)) server.close();
});

/** Away from the root's .env unless npm runs it. */
function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const child = spawn(command, args, {
    cwd: command === 'npm' ? ROOT : path.join(ROOT, 'test'),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.push(child);
  return child;
}

const runMain = (env: Readonly<Record<string, string>>) =>
  start(process.execPath, ['--import', 'tsx', path.join(ROOT, 'src/main.ts')], env);

/** Its error output and its exit code, when it has ended. */
async function endOf(child: ChildProcess): Promise<readonly [said: string, code: number]> {
  const [said, [code]] = await Promise.all([
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  return [said, code];
}

async function takenPort(): Promise<number> {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return port;
}

describe('a taken port', () => {
  const sentenceFor = (port: number) =>
    `Port ${port} is in use by another program. Stop that program, or set another one, such as PORT=${port + 1}, before the command or in the file .env.\n`;

  it('ends the server, which says so and how to take another', async () => {
    const port = await takenPort();
    expect(await endOf(runMain({ HOST: '127.0.0.1', PORT: `${port}` }))).toEqual([sentenceFor(port), 1]);
  });

  it('ends `npm run dev` as well, which would otherwise watch for changes for ever', async () => {
    const port = await takenPort();
    const [said, code] = await endOf(start('npm', ['run', 'dev'], { HOST: '127.0.0.1', PORT: `${port}` }));
    expect([said.includes(sentenceFor(port)), code]).toEqual([true, 1]);
  });
});

it('a setting that cannot be ends `npm run dev` with the sentence about it', async () => {
  const [said, code] = await endOf(start('npm', ['run', 'dev'], { RATE_LIMIT: 'many' }));
  expect([said, code]).toEqual([expect.stringContaining('RATE_LIMIT must be'), 1]);
});

it('a HOST that is not of this machine is named', async () => {
  const [said, code] = await endOf(runMain({ HOST: '192.0.2.1', PORT: `${await freePort()}` }));
  expect([said, code]).toEqual([expect.stringMatching(/^HOST is 192\.0\.2\.1, .*\n$/), 1]);
});

it('`npm run dev` prints one line for people, with the address', async () => {
  const port = await freePort();
  const child = start('npm', ['run', 'dev', '--silent'], { HOST: '127.0.0.1', PORT: `${port}` });
  let said = '';
  child.stdout?.on('data', (piece) => {
    said += piece;
  });
  await expect.poll(() => said, { timeout: 50_000 }).toContain('Ctrl+C');
  expect(said.trim()).toBe(
    `Ledgerless runs at http://localhost:${port} with invented banks. Ctrl+C ends it.`,
  );
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

it('the demo is told once in the log of a server, and so is each of Redis, PostgreSQL and mail that does not answer', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const child = runMain({
    ...{ HOST: '127.0.0.1', PORT: `${await freePort()}` },
    ...{ REDIS_URL: `redis://${nobody}`, DATABASE_URL: `postgresql://${nobody}/none` },
    ...{ SMTP_URL: `smtp://${nobody}`, MAIL_FROM: 'sign-in@ledgerless.example' },
  });
  let said = '';
  child.stdout?.on('data', (piece) => {
    said += piece;
  });
  await expect.poll(() => said, { timeout: 20_000 }).toContain('"mail: ');
  const lines = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const warnings = lines.filter(({ level }) => level === 40).map(({ code, msg }) => [msg, code]);
  expect(warnings.toSorted()).toEqual([
    ['demo mode: no Plaid credentials are set, so every bank and person is invented', undefined],
    ['mail: the server did not answer', 'ESOCKET'],
    ['postgres: it did not answer', 'ECONNREFUSED'],
    ['redis: going on without it', 'ECONNREFUSED'],
  ]);
});

describe('the version of Node', () => {
  /** As it would end on a Node of this version. */
  function endOn(version: string) {
    const code = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });
      require('./src/commands/node-version.cjs');`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', code], { cwd: ROOT, encoding: 'utf8' });
    return [status, stderr];
  }

  it.each([
    ...['23.11.1', '22.11.0', '22.9.0', '21.7.3'],
    ...['20.18.3', '20.9.0', '18.20.4', '12.22.12', '8.17.0'],
  ])('%s is refused, with what is needed', (version) => {
    const sentence = `This is Node ${version}. Ledgerless needs Node 24, or 22 from 22.12, or 20 from 20.19: get it from https://nodejs.org\n`;
    expect(endOn(version)).toEqual([1, sentence]);
  });

  it.each(['20.19.0', '20.20.1', '22.12.0', '22.14.0', '24.0.0', '24.1.0', '25.0.0', '26.0.0'])(
    '%s is accepted',
    (version) => {
      expect(endOn(version)).toEqual([0, '']);
    },
  );

  it('is checked before anything else', () => {
    const { scripts } = JSON.parse(readText('package.json'));
    for (const name of ['dev', 'build', 'start', 'setup']) {
      expect(scripts[name].startsWith(CHECK_NODE), name).toBe(true);
    }
  });
});
