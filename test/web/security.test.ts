import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createLimitStore } from '../../src/web/rate-limit.ts';
import { noStore, rateLimit, securityHeaders, validateRequest } from '../../src/web/security.ts';

const toStatus: ErrorRequestHandler = (error, _req, res, _next) => void res.sendStatus(error.status);

function appWith(...middleware: RequestHandler[]): Express {
  const app = express().use(...middleware);
  app.use((_req, res) => void res.send('let in'));
  return app.use(toStatus);
}

describe('the security headers', () => {
  const headersOf = async (isSecure: boolean, formOrigins: string[] = []) =>
    (await request(appWith(...securityHeaders({ isSecure, formOrigins }))).get('/')).headers;

  it('allow our own styles, images and forms, and nothing else at all', async () => {
    expect((await headersOf(false))['content-security-policy']).toBe(
      "default-src 'none';script-src 'none';style-src 'self';img-src 'self';form-action 'self';" +
        "frame-ancestors 'none';base-uri 'none';object-src 'none'",
    );
  });

  it('let forms lead to the hosted Link page as well', async () => {
    const policy = (await headersOf(false, ['https://secure.plaid.com']))['content-security-policy'];
    expect(policy?.split(';')).toContain("form-action 'self' https://secure.plaid.com");
  });

  it('ask for https, for good, only where we are reached by it', async () => {
    const secure = await headersOf(true);
    expect(secure['strict-transport-security']).toBe('max-age=63072000; includeSubDomains; preload');
    expect(secure['content-security-policy']?.split(';')).toContain('upgrade-insecure-requests');
    const plain = await headersOf(false);
    expect(plain).not.toHaveProperty('strict-transport-security');
    expect(plain['content-security-policy']).not.toContain('upgrade');
  });

  it('tell others as little as our own forms allow', async () => {
    expect(await headersOf(true)).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    });
  });
});

describe('what is personal', () => {
  it('is stored nowhere', async () => {
    expect((await request(appWith(noStore)).get('/')).headers['cache-control']).toBe('no-store');
  });
});

describe('a request', () => {
  const app = appWith(validateRequest);

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('by %s is refused', async (method) => {
    const verb = method.toLowerCase() as 'put';
    const { status, headers } = await request(app)[verb]('/');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });

  it.each(['get', 'head', 'post'] as const)('by %s is let in', async (method) => {
    expect((await request(app)[method]('/')).status).toBe(200);
  });

  it('may delete at an address for programs, and may send nothing there that is unknown', async () => {
    expect((await request(app).delete('/api/delete-me')).status).toBe(200);
    expect((await request(app).get('/api/dashboard')).status).toBe(200);
    const { status, headers } = await request(app).put('/api/delete-me');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST, DELETE']);
    expect((await request(app).delete('/apis/delete-me')).status).toBe(405);
  });

  it('may have an address of 2048 letters and none longer', async () => {
    expect((await request(app).get(`/?${'q'.repeat(2046)}`)).status).toBe(200);
    expect((await request(app).get(`/?${'q'.repeat(2047)}`)).status).toBe(414);
  });
});

describe('the rate limit', () => {
  it('answers 429 beyond its number and says when to come back', async () => {
    const app = appWith(rateLimit(2));
    const statuses = [await request(app).get('/'), await request(app).post('/')].map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
    const refused = await request(app).get('/');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.headers).toHaveProperty('ratelimit');
    expect(refused.headers).not.toHaveProperty('x-ratelimit-limit');
  });

  it('counts each address by itself, as far as the proxies in front are ours', async () => {
    const asked = (app: Express, address: string) => request(app).get('/').set('X-Forwarded-For', address);
    const behindOne = appWith(rateLimit(1)).set('trust proxy', 1);
    expect((await asked(behindOne, '192.0.2.1')).status).toBe(200);
    expect((await asked(behindOne, '192.0.2.2')).status).toBe(200);
    expect((await asked(behindOne, '198.51.100.9, 192.0.2.2')).status).toBe(429);
  });

  it('is one for all who count in the same place', async () => {
    let total = 0;
    const add = async () => ({ total: ++total, endsAt: new Date(Date.now() + 60_000) });
    const instance = () => appWith(rateLimit(1, createLimitStore({ add, clear: async () => {} }, 'all')));
    const [one, other] = [instance(), instance()];
    expect((await request(one).get('/')).status).toBe(200);
    expect((await request(other).get('/')).status).toBe(429);
  });

  it('of 0 is none', async () => {
    const app = appWith(rateLimit(0));
    for (let count = 0; count < 20; count += 1) expect((await request(app).get('/')).status).toBe(200);
  });
});
