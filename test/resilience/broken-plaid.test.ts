/** Pages while Plaid cannot be reached, has a wrong certificate, or sends an answer too large or of another type. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Gateway } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { listen } from '../../src/web/server.ts';
import { startUpstream } from '../plaid/upstream.ts';
import { makeCertificate } from '../support/certificate.ts';
import { type Answer, Client } from '../support/client.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { findProgram } from '../support/find-program.ts';
import { freePort } from '../support/free-port.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';

const PAGES = ['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead', '/credit'];
const MEGABYTE = 1024 * 1024;
const FILLER = Buffer.alloc(MEGABYTE, ' ');
/** At once, of answers that are too large, while all calls of a page are under way. */
const MOST_HELD = 64 * MEGABYTE;

const app = await startTestApp();
afterAll(() => app.close());

/** Another server of the app, at which Fernhollow is asked at this address and Quillfeather at the emulator. */
async function startBroken(upstreamUrl: string) {
  const jar = new Map<string, string>();
  giveBank(app, new Client(app.url, jar));
  const accessTokenOfBroken = app.emulator.control.items().at(-1)?.accessToken;
  giveBank(app, new Client(app.url, jar), { institutionId: 'ins_900002' });

  const { gateway: sound, config } = app.services;
  const keys = { clientId: 'test-client', secret: 'test-secret', countryCodes: ['US'] };
  const broken = createGateway({ baseUrl: upstreamUrl, ...keys });
  const gateway = new Proxy(sound, {
    get:
      (_, method: keyof Gateway) =>
      (accessToken: string, ...rest: unknown[]) => {
        const asked = accessToken === accessTokenOfBroken ? broken : sound;
        return (asked[method] as (...words: unknown[]) => unknown)(accessToken, ...rest);
      },
  });
  const { server, stop } = await listen(createApp({ ...app.services, gateway }), {
    ...config,
    isSecure: app.services.isSecure,
  });
  const { port } = server.address() as AddressInfo;
  return { client: new Client(`http://127.0.0.1:${port}`, jar), server, stop };
}

/** Asks for every page while Fernhollow is asked at `upstreamUrl`; each must be whole but for that bank. */
async function expectWholePages(upstreamUrl: string): Promise<void> {
  app.logLines.length = 0;
  const { client, server, stop } = await startBroken(upstreamUrl);
  for (const path of PAGES) expectWhole(await client.get(path), path);
  server.closeAllConnections();
  await stop();
  const log = app.logLines.join('');
  expect(log).toContain('"kind":"plaid-down"');
  expect(log).not.toMatch(/request failed|"stack"|\\n +at /);
}

function expectWhole({ status, text, page }: Answer, path: string): void {
  expect(status).toBe(200);
  expect(text).toMatch(/<\/html>\s*$/);
  const main = page('main').text().replaceAll(/\s+/g, ' ');
  expect(main).toMatch(/Fernhollow Bank[^.]* could not be reached through Plaid just now/);
  // What is ahead is about cash, and the bank that is left has cards alone.
  expect(main).toMatch(path === '/ahead' ? /There is no account for spending/ : /\$\d/);
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
  'leaves every page whole when the certificate is self-signed, and sends that server no request',
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

it('leaves every page whole when the answer is HTML with status 200', async () => {
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
  ['200 MB, compressed to a few hundred kB', gzipped],
])('leaves every page whole, and holds little, when an answer has %s', async (_, answer) => {
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
