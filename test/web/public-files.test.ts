import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { publicFiles } from '../../src/web/public-files.ts';

async function serve(files: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'public-'));
  for (const name of files) writeFileSync(path.join(folder, name), name);
  const app = express().use(publicFiles(folder), (_req, res) => void res.status(404).send('not found'));
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const get = (address: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`);
  return { folder, get };
}

it('are served for an hour', async () => {
  const { get } = await serve(['app.css']);
  const answer = await get('/app.css?v=2');
  expect(await answer.text()).toBe('app.css');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
});

it('are the only ones that are looked for: other addresses go on without a look at the disk', async () => {
  const { folder, get } = await serve(['app.css']);
  writeFileSync(path.join(folder, 'dashboard'), 'a file that came later');
  expect((await get('/dashboard')).status).toBe(404);
  expect((await get('/')).status).toBe(404);
});

it('are all within their folder', async () => {
  const { get } = await serve(['app.css']);
  for (const address of [
    '/app.css/..%2f..%2fetc/passwd',
    '/app.css%2f..%2f..%2fpackage.json',
    '/..%2fpackage.json',
  ]) {
    expect((await get(address)).status).toBe(404);
  }
});
