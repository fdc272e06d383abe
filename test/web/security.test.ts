import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import {
  noStore,
  refuseEmbedding,
  sameOriginOnly,
  securityHeaders,
  validateRequest,
} from '../../src/web/security.ts';

const toStatus: ErrorRequestHandler = (error, _req, res, _next) => void res.sendStatus(error.status);

const appWith = (...middleware: RequestHandler[]) =>
  express()
    .use(...middleware, (_req, res) => void res.send('let in'))
    .use(toStatus);

describe('the security headers', () => {
  const headersOf = async (isSecure: boolean, formOrigins: string[] = []) =>
    (await request(appWith(...securityHeaders({ isSecure, formOrigins }))).get('/')).headers;

  it('allow our own styles, images and forms, and nothing else', async () => {
    expect((await headersOf(false))['content-security-policy']).toBe(
      "default-src 'none';script-src 'none';style-src 'self';img-src 'self';form-action 'self';" +
        "frame-ancestors 'none';base-uri 'none';object-src 'none'",
    );
  });

  it('let forms lead to the hosted Link page as well', async () => {
    const policy = (await headersOf(false, ['https://secure.plaid.com']))['content-security-policy'];
    expect(policy?.split(';')).toContain("form-action 'self' https://secure.plaid.com");
  });

  it('demand https for two years, only where our public address is https', async () => {
    const secure = await headersOf(true);
    expect(secure['strict-transport-security']).toBe('max-age=63072000; includeSubDomains; preload');
    expect(secure['content-security-policy']?.split(';')).toContain('upgrade-insecure-requests');
    const plain = await headersOf(false);
    expect(plain).not.toHaveProperty('strict-transport-security');
    expect(plain['content-security-policy']).not.toContain('upgrade');
  });

  it('are strict about referrer, content types, frames, other origins and permissions', async () => {
    expect(await headersOf(true)).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    });
  });

  it('of a personal page forbid to store it', async () => {
    expect((await request(appWith(noStore)).get('/')).headers['cache-control']).toBe('no-store');
  });
});

describe('a request', () => {
  const app = appWith(validateRequest);

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('with method %s is refused', async (method) => {
    const verb = method.toLowerCase() as 'put';
    const { status, headers } = await request(app)[verb]('/');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });

  it.each(['get', 'head', 'post'] as const)('with method %s is accepted', async (method) => {
    expect((await request(app)[method]('/')).status).toBe(200);
  });

  it('with method DELETE is accepted below /api/ alone', async () => {
    expect((await request(app).delete('/api/delete-me')).status).toBe(200);
    expect((await request(app).get('/api/dashboard')).status).toBe(200);
    const { status, headers } = await request(app).put('/api/delete-me');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST, DELETE']);
    expect((await request(app).delete('/apis/delete-me')).status).toBe(405);
  });

  it('may have an address of 8,000 characters and none longer', async () => {
    expect((await request(app).get(`/?${'q'.repeat(7_998)}`)).status).toBe(200);
    expect((await request(app).get(`/?${'q'.repeat(7_999)}`)).status).toBe(414);
  });
});

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
  ])('with Sec-Fetch-Site %s and Origin %s is answered %d', async (site, origin, status) => {
    expect((await post(site, origin)).status).toBe(status);
  });

  it('has its Origin compared with our address for its Host, and not for X-Forwarded-Host', async () => {
    const local = appWith(sameOriginOnly((host) => `http://${host}`));
    const asked = (host: string) =>
      request(local).post('/').set('Host', host).set('X-Forwarded-Host', 'b:1').set('Origin', 'http://a:1');
    expect((await asked('a:1')).status).toBe(200);
    expect((await asked('b:1')).status).toBe(403);
  });

  it('must come from us, but reading need not', async () => {
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect((await request(app).get('/').set(foreign)).status).toBe(200);
    expect((await request(app).head('/').set(foreign)).status).toBe(200);
  });
});

describe('a request of a page of another site, or of nobody yet,', () => {
  const app = appWith(refuseEmbedding(({ path }) => path === '/let-through'));

  type Headers = Record<string, string>;
  const from = (site?: string, mode?: string, dest?: string): Headers => ({
    ...(site !== undefined && { 'Sec-Fetch-Site': site }),
    ...(mode !== undefined && { 'Sec-Fetch-Mode': mode }),
    ...(dest !== undefined && { 'Sec-Fetch-Dest': dest }),
  });
  const statusOf = async (headers: Headers, path = '/') => (await request(app).get(path).set(headers)).status;

  it.each([
    ['a picture', 403, 'cross-site', 'no-cors', 'image'],
    ['a picture of a neighbor', 403, 'same-site', 'no-cors', 'image'],
    ['a script', 403, 'cross-site', 'no-cors', 'script'],
    ['a frame', 403, 'cross-site', 'navigate', 'iframe'],
    ['a frame of a neighbor', 403, 'same-site', 'navigate', 'iframe'],
    ['an embedded object', 403, 'cross-site', 'navigate', 'object'],
    ['what a script asks for', 403, 'cross-site', 'cors', 'empty'],
    ['what a script asks for as a page', 403, 'cross-site', 'no-cors', 'document'],
    ['a site that is not known', 403, 'elsewhere', 'no-cors', 'image'],
    ['a browser that does not say for what', 403, 'cross-site', 'navigate', undefined],
    ['a link', 200, 'cross-site', 'navigate', 'document'],
    ['a link of a neighbor', 200, 'same-site', 'navigate', 'document'],
    ['our own style', 200, 'same-origin', 'no-cors', 'style'],
    ['a typed address', 200, 'none', 'navigate', 'document'],
    ['an extension', 200, 'none', 'cors', 'empty'],
    ['a program', 200, undefined, undefined, undefined],
    ['a program whose library says how', 200, undefined, 'cors', undefined],
  ])('for %s is answered %d', async (_what, status, site, mode, dest) => {
    expect(await statusOf(from(site, mode, dest))).toBe(status);
    expect(await statusOf(from(site, mode, dest), '/let-through')).toBe(200);
  });

  it.each(['cross-site', 'same-site', 'same-origin', 'none', undefined])(
    'is refused when a browser fetches it in advance: %s',
    async (site) => {
      for (const purpose of ['prefetch', 'prefetch;prerender']) {
        const headers = { ...from(site, 'navigate', 'document'), 'Sec-Purpose': purpose };
        expect(await statusOf(headers)).toBe(403);
        expect(await statusOf(headers, '/let-through')).toBe(200);
      }
    },
  );

  it('is refused when it opens a socket, of which Chromium says nothing else', async () => {
    expect(await statusOf({ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' })).toBe(403);
  });

  it('is refused whatever its method', async () => {
    const headers = from('cross-site', 'no-cors', 'empty');
    expect((await request(app).head('/').set(headers)).status).toBe(403);
    expect((await request(app).post('/').set(headers)).status).toBe(403);
  });
});
