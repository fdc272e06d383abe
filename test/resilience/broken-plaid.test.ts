/** What breaks below Plaid's JSON: the connection, the certificate, the size or the kind of an answer. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { startUpstream } from '../plaid/upstream.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { Answer } from '../support/client.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/free-port.ts';
import { startTestApp } from '../support/test-app.ts';
import { openBrokenPlaid } from './broken-plaid.ts';

const PAGES = ['/dashboard', '/transactions', '/spending', '/recurring', '/credit'];
const MEGABYTE = 1024 * 1024;
const FILLER = Buffer.alloc(MEGABYTE, ' ');
/** What is held at once of an answer that is too large, with all calls of a page under way. */
const MOST_HELD = 64 * MEGABYTE;

const app = await startTestApp();
afterAll(() => app.close());

/** Asks for every page while Fernhollow is asked at `upstreamUrl`; each must be whole but for that bank. */
async function expectWholePages(upstreamUrl: string): Promise<void> {
  app.logLines.length = 0;
  const { client, close } = await openBrokenPlaid(app, upstreamUrl);
  for (const path of PAGES) expectWhole(await client.get(path));
  await close();
  const log = app.logLines.join('');
  expect(log).toContain('"kind":"plaid-down"');
  expect(log).not.toMatch(/request failed|"stack"|\\n +at /);
}

function expectWhole({ status, text, page }: Answer): void {
  expect(status).toBe(200);
  expect(text).toMatch(/<\/html>\s*$/);
  const main = page('main').text().replaceAll(/\s+/g, ' ');
  expect(main).toMatch(/Fernhollow Bank[^.]* could not be reached through Plaid just now/);
  expect(main).toMatch(/\$\d/);
}

async function upstream(answer: RequestListener) {
  const started = await startUpstream(answer);
  onTestFinished(() => started.close());
  return started;
}

it('leaves every page whole when the connection is refused', async () => {
  await expectWholePages(`http://127.0.0.1:${await freePort()}`);
});

it.runIf(findProgram('openssl'))(
  'leaves every page whole when nobody vouches for the certificate, and tells that server nothing',
  async () => {
    const folder = mkdtempSync(`${tmpdir()}/ledgerless-certificate-`);
    const { keyFile, certificateFile } = makeCertificate(folder);
    const pair = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
    rmSync(folder, { recursive: true });
    let requests = 0;
    const server = https.createServer(pair, (_req, res) => {
      requests += 1;
      res.end('{}');
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await expectWholePages(`https://localhost:${(server.address() as AddressInfo).port}`);
    expect(requests).toBe(0);
    expect(app.logLines.join('')).toContain('"code":"DEPTH_ZERO_SELF_SIGNED_CERT"');
  },
);

it('leaves every page whole when a web page comes with status 200', async () => {
  const html: RequestListener = (_req, res) =>
    void res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Welcome to the proxy</title>');
  await expectWholePages((await upstream(html)).baseUrl);
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const plain: RequestListener = (_req, res) => {
  let left = 200;
  res.writeHead(200, JSON_TYPE);
  const send = () => {
    while (left > 0 && !res.destroyed) {
      left -= 1;
      if (!res.write(FILLER)) return;
    }
    res.end();
  };
  res.on('drain', send);
  send();
};
const packed = gzipSync(Buffer.alloc(200 * MEGABYTE, ' '));
const gzipped: RequestListener = (_req, res) =>
  void res.writeHead(200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }).end(packed);

it.each([
  ['200 MB', plain],
  ['200 MB, packed into a few hundred kB', gzipped],
])('leaves every page whole when an answer has %s, of which little is held', async (_, answer) => {
  const { baseUrl } = await upstream(answer);
  const before = process.memoryUsage().external;
  const held = () => process.memoryUsage().external - before;
  let most = 0;
  const watch = setInterval(() => {
    // What only waits to be collected is not held.
    if (held() > MOST_HELD) collectGarbage();
    most = Math.max(most, held());
  }, 5);
  await expectWholePages(baseUrl);
  clearInterval(watch);
  expect(most).toBeLessThan(MOST_HELD);
});
