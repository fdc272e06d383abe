/** The Dockerfile and compose.yaml: by their linters, and by the Dockerfile's own steps in empty folders. No engine is needed. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDeployment } from '../prove/deployment.ts';
import { freePort } from '../support/free-port.ts';
import { buildImage, type Image } from './build.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
/** Whom every Linux has, and who owns nothing. */
const NOBODY = 65_534;

describe('the Dockerfile', () => {
  it('has no fault that its linter knows', () => {
    expect(validate('FORM node:24\nCPY . .')).not.toEqual([]);
    expect(validate(read('Dockerfile'))).toEqual([]);
  });

  describe('built by its own steps', () => {
    let image: Image;
    beforeAll(() => {
      image = buildImage(ROOT);
      // Where this is not root, the server runs as whom the files belong to.
      execFileSync('chmod', ['-R', 'a-w', image.root]);
    }, 240_000);
    afterAll(() => {
      execFileSync('chmod', ['-R', 'u+w', image.root]);
      rmSync(image.root, { recursive: true, force: true });
    });

    it('has the Node, the flags and the memory settings of the Blueprint', () => {
      const { flags, env } = readDeployment('render.yaml');
      const { services } = parse(read('render.yaml'));
      const { value } = services[0].envVars.find(({ key }: { key: string }) => key === 'NODE_VERSION');
      expect(image.from).toBe(`node:${value}-bookworm-slim`);
      expect(image.command).toEqual(['node', ...flags, 'dist/server.js']);
      expect(image.env).toMatchObject(env);
    });

    it('holds what the server reads, and no package, source or test', () => {
      expect(readdirSync(join(image.root, image.workdir)).sort()).toEqual([
        ...['LICENSE', 'dist', 'package.json', 'public', 'views'],
      ]);
    });

    it('runs as a user who may write nothing, is found well, ends in order, and is then found ill', async () => {
      expect(image.user).toBe('node');
      const files = filesIn(image.root);
      const port = await freePort();
      const server = start(image.command, port);
      const url = `http://127.0.0.1:${port}`;
      try {
        const status = () =>
          fetch(`${url}/healthz`).then(
            (answer) => answer.status,
            () => 0,
          );
        await expect.poll(status, { timeout: 20_000 }).toBe(200);
        expect(await checkHealth(port)).toBe(0);
        const page = await (await fetch(url)).text();
        expect(page).toContain('Look around as Maya and Tom');
        const sheet = /href="(\/[^"]+\.css[^"]*)"/.exec(page)?.[1] ?? '';
        expect((await fetch(url + sheet)).headers.get('content-type')).toContain('text/css');
        server.kill('SIGTERM');
        expect(await once(server, 'exit')).toEqual([0, null]);
      } finally {
        server.kill('SIGKILL');
      }
      expect(await checkHealth(port)).toBe(1);
      expect(filesIn(image.root)).toEqual(files);
    });

    function start([program = '', ...words]: readonly string[], port: number): ChildProcess {
      const isRoot = process.getuid?.() === 0;
      return spawn(program, words, {
        cwd: join(image.root, image.workdir),
        // On loopback, where the container's own network is not.
        env: { PATH: process.env.PATH, ...image.env, HOST: '127.0.0.1', PORT: String(port) },
        stdio: 'ignore',
        ...(isRoot && { uid: NOBODY, gid: NOBODY }),
      });
    }

    async function checkHealth(port: number): Promise<unknown> {
      return (await once(start(image.healthcheck, port), 'exit'))[0];
    }
  });
});

describe('compose.yaml', () => {
  const { services, 'x-app': app } = parse(read('compose.yaml'), { merge: true });
  const lint = (file: string) =>
    spawnSync(join(ROOT, 'node_modules', '.bin', 'dclint'), ['--quiet', file], { encoding: 'utf8' });

  it('has no fault that its linter knows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    writeFileSync(join(folder, 'compose.yaml'), read('compose.yaml').replace('mem_limit', 'memory_limit'));
    expect(lint(join(folder, 'compose.yaml')).status).toBe(1);
    rmSync(folder, { recursive: true });
    const { status, stdout, stderr } = lint(join(ROOT, 'compose.yaml'));
    expect(status, stdout + stderr).toBe(0);
  });

  it.each([
    ['demo', ['app'], {}],
    ['redis', ['app-with-redis', 'redis'], { REDIS_URL: /^redis:\/\/redis:6379$/ }],
    [
      ...(['accounts', ['app-with-accounts', 'postgres', 'redis']] as const),
      { REDIS_URL: /^redis:/, DATABASE_URL: /^postgresql:\/\/ledgerless:.*@postgres\/ledgerless$/ },
    ],
  ])('has the profile %s with %j', (profile, names, urls) => {
    const started = Object.keys(services).filter((name) => services[name].profiles.includes(profile));
    expect(started.sort()).toEqual([...names].sort());
    const { environment, depends_on = {}, ...rest } = services[names[0] ?? ''];
    const { HOST, PORT, ...others } = environment;
    expect([HOST, PORT]).toEqual(['0.0.0.0', '3000']);
    expect(Object.keys(others).sort()).toEqual(Object.keys(urls).sort());
    for (const [name, form] of Object.entries(urls)) expect(others[name]).toMatch(form);
    expect(Object.keys(depends_on).sort()).toEqual(names.slice(1).sort());
    expect(rest).toMatchObject(app);
  });

  it('lets the app write nothing, gain nothing, stop in its time, and be reached from this machine alone', () => {
    expect(app).toMatchObject({
      ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], mem_limit: '512m' },
      ...{ ports: ['127.0.0.1:3000:3000'], stop_grace_period: '30s' },
    });
    for (const name of ['redis', 'postgres']) expect(services[name].ports).toBeUndefined();
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
    .sort();
}
