/** The emulator as others have it: packed, installed in an empty folder without the registry, and used by its examples. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findProgram } from '../support/find-program.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'ledgerless-emulator');

beforeAll(() => {
  const pack = ['--import', 'tsx', 'src/emulator/pack.ts', '--outdir', folder];
  execFileSync(process.execPath, pack, { cwd: ROOT });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, tarball)], {
    cwd: folder,
  });
  mkdirSync(modules, { recursive: true });
  for (const name of ['plaid', 'vitest']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('brings no package with it', () => {
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  expect(names).toEqual(['ledgerless-emulator', 'plaid', 'vitest']);
});

it('is tested against by the example for vitest', () => {
  const run = [join(modules, 'vitest', 'vitest.mjs'), 'run', '--reporter', 'json', 'example/'];
  const env = { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined };
  // Vitest leaves out what stands in node_modules.
  const example = join(folder, 'example', 'plaid-node.test.mjs');
  cpSync(join(installed, 'examples', 'plaid-node.test.mjs'), example);
  const { stdout, stderr } = spawnSync(process.execPath, run, { cwd: folder, env, encoding: 'utf8' });
  expect(JSON.parse(stdout), stderr).toMatchObject({ success: true, numPassedTests: 3, numTotalTests: 3 });
});

it('has types, by which a wrong call is found', () => {
  const compile = (text: string) => {
    writeFileSync(join(folder, 'use.ts'), text);
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
    const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules', '@types')];
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    return spawnSync(tsc, [...flags, ...types, 'use.ts'], { cwd: folder, encoding: 'utf8' }).stdout;
  };
  const use = (line: string) => `import { startEmulator } from 'ledgerless-emulator';
    const { control } = await startEmulator(); ${line}`;
  const right = "const id: string = control.createItem({ institutionId: 'ins_56', person: 'couple' }).id;";
  expect(compile(use(right))).toBe('');
  expect(compile(use("control.createItem({ institution: 'ins_56' });"))).toMatch(
    /'institution' does not exist/,
  );
});

it.skipIf(findProgram('curl') === null && !process.env.CI)(
  'runs by npx, for the example with curl',
  async () => {
    const server = spawn('npx', ['--offline', 'ledgerless-emulator', '--port', '0'], {
      ...{ cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    });
    try {
      const url = await addressOf(server);
      const answers = execFileSync('sh', [join(installed, 'examples', 'curl.sh'), url], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const [accounts, fault, refused, again] = answers;
      expect(answers).toHaveLength(5);
      expect(accounts.accounts.length).toBeGreaterThan(1);
      expect(fault.fault_id).toBe(1);
      expect(refused.error_code).toBe('INSTITUTION_DOWN');
      expect(again.accounts).toEqual(accounts.accounts);
      const page = await (await fetch(url)).text();
      expect(page).toContain('Begin a fault');
      expect((await fetch(`${url}/demo.css`)).status).toBe(200);
    } finally {
      if (server.pid) process.kill(-server.pid);
    }
  },
);

async function addressOf(server: ChildProcess): Promise<string> {
  const [text] = await once(server.stdout as NonNullable<typeof server.stdout>, 'data');
  return /http:\S+/.exec(String(text))?.[0] ?? '';
}
