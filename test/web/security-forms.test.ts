import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { sameOriginOnly } from '../../src/web/security.ts';

const toStatus: ErrorRequestHandler = (error, _req, res, _next) => void res.sendStatus(error.status);

function appWith(door: RequestHandler) {
  return express()
    .use(door, (_req, res) => void res.send('let in'))
    .use(toStatus);
}

describe('a form', () => {
  const OURS = 'https://ledgerless.example';
  const app = appWith(sameOriginOnly(() => OURS));

  function post(site: string | undefined, origin: string | undefined) {
    const asked = request(app).post('/').set('Host', 'ledgerless.example');
    if (site !== undefined) asked.set('Sec-Fetch-Site', site);
    if (origin !== undefined) asked.set('Origin', origin);
    return asked;
  }

  it.each([
    ['same-origin', OURS, 200],
    ['same-origin', undefined, 200],
    ['same-origin', 'null', 200],
    ['same-site', OURS, 403],
    ['same-site', 'https://sub.ledgerless.example', 403],
    ['cross-site', 'https://evil.example', 403],
    ['cross-site', OURS, 403],
    ['none', OURS, 403],
    ['', OURS, 403],
    ['same-origin, cross-site', OURS, 403],
    [undefined, OURS, 200],
    [undefined, 'http://ledgerless.example', 403],
    [undefined, `${OURS}:8443`, 403],
    [undefined, `${OURS}.evil.example`, 403],
    [undefined, 'https://evil.example', 403],
    [undefined, 'null', 403],
    [undefined, undefined, 403],
  ])('from Sec-Fetch-Site %s and Origin %s is answered %d', async (site, origin, status) => {
    expect((await post(site, origin)).status).toBe(status);
  });

  it('is held against our address for its Host and never against what else it says', async () => {
    const local = appWith(sameOriginOnly((host) => `http://${host}`));
    const asked = (host: string) =>
      request(local).post('/').set('Host', host).set('X-Forwarded-Host', 'b:1').set('Origin', 'http://a:1');
    expect((await asked('a:1')).status).toBe(200);
    expect((await asked('b:1')).status).toBe(403);
  });

  it('is the only thing that must come from us: reading does not', async () => {
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect((await request(app).get('/').set(foreign)).status).toBe(200);
    expect((await request(app).head('/').set(foreign)).status).toBe(200);
  });
});
