/**
 * Mozilla's HTTP Observatory over the app as it is in production: behind TLS, with a certificate of our own making.
 * Prints the score, and fails below the least one or when any of its tests fails.
 */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The five points between them are for cookies. */
const LEAST_SCORES = { 'a stranger': 130, 'somebody with a cookie': 135 };
/** Cookies are judged as well, and the home page sets none; who comes back from nowhere is told so, with a cookie. */
const WAYS_IN = { 'a stranger': '/', 'somebody with a cookie': '/link/return' };
let wayIn = '/';
const SCRIPT = path.join(import.meta.dirname, '..', '..', 'dist', 'server.js');
const [folder] = process.argv.slice(2);

if (!existsSync(SCRIPT)) throw new Error('There is no bundle to look at: npm run build');
// Node reads the certificates that it trusts when it starts, so this starts itself again once there is one.
if (folder) await scanHouse();
else startAgain(mkdtempSync(path.join(tmpdir(), 'observatory-')));

function startAgain(folder) {
  const files = ['-keyout', `${folder}/key.pem`, '-out', `${folder}/certificate.pem`];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...name, ...files], { stdio: 'ignore' });
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: `${folder}/certificate.pem` };
  const child = spawn(process.execPath, [import.meta.filename, folder], { env, stdio: 'inherit' });
  child.once('exit', (code) => {
    rmSync(folder, { recursive: true });
    process.exitCode = code ?? 1;
  });
}

async function scanHouse() {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const app = spawn(process.execPath, [SCRIPT], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `https://localhost:${tlsPort}`,
      RATE_LIMIT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  const front = https
    .createServer(
      { key: readFileSync(`${folder}/key.pem`), cert: readFileSync(`${folder}/certificate.pem`) },
      (req, res) => passOn(req, res, port),
    )
    .listen(tlsPort, '127.0.0.1');
  try {
    await answering(`http://127.0.0.1:${port}/healthz`);
    for (const [who, address] of Object.entries(WAYS_IN)) {
      wayIn = address;
      report(who, await scan(`localhost:${tlsPort}`));
    }
  } finally {
    app.kill();
    front.closeAllConnections();
    front.close();
  }
}

/** The first to ask for the home page comes in another way, and is led to it. */
function passOn(req, res, port) {
  const { method, url, headers } = req;
  const address = url === '/' ? wayIn : url;
  if (url === '/') wayIn = '/';
  const passedOn = http.request({ port, host: '127.0.0.1', method, path: address, headers }, (answer) => {
    res.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(res);
  });
  req.pipe(passedOn);
}

/** The list of preloaded sites is downloaded by an install script, which we do not run; localhost is not on it. */
async function scan(host) {
  const scanner = '@mdn/mdn-http-observatory/src/scanner/index.js';
  const file = createRequire(import.meta.url).resolve(scanner);
  const list = path.join(path.dirname(file), '..', '..', 'conf', 'hsts-preload.json');
  if (!existsSync(list)) writeFileSync(list, '{}');
  const scanners = await import(scanner);
  return scanners.scan(host);
}

function report(who, { scan: { grade, score, testsFailed }, tests }) {
  process.stdout.write(`As ${who}:\n`);
  for (const [name, { pass, result, scoreModifier }] of Object.entries(tests)) {
    process.stdout.write(`${pass ? 'ok  ' : 'FAIL'} ${name}: ${result} (${scoreModifier ?? 0})\n`);
  }
  const least = LEAST_SCORES[who];
  process.stdout.write(`${grade} ${score} (at least ${least}), ${testsFailed} failed\n`);
  if (score < least || testsFailed > 0) process.exitCode = 1;
}

async function freePort() {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function answering(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await pause(50);
  }
  throw new Error(`${url} does not answer`);
}
