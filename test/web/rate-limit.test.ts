import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { MemoryStore, type Options, type Store } from 'express-rate-limit';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { limitMail } from '../../src/web/mail-limit.ts';
import { createLimitStore, rateLimit } from '../../src/web/rate-limit.ts';
import { keyNamed } from './samples.ts';

const toStatus: ErrorRequestHandler = (error, _req, res, _next) => void res.sendStatus(error.status);

const appWith = (...limits: RequestHandler[]): Express =>
  express()
    .set('trust proxy', 1)
    .use(...limits, (_req, res) => void res.send('let in'))
    .use(toStatus);

const ask = (app: Express, network = '192.0.2.1', query = '') =>
  request(app).get(`/?${query}`).set('X-Forwarded-For', network);

async function statusesOf(count: number, asked: (at: number) => request.Test): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < count; at += 1) statuses.push((await asked(at)).status);
  return statuses;
}

const times = (count: number, status: number): number[] => Array(count).fill(status);

describe('the limit of requests', () => {
  it('answers 429 beyond its number, and says when to come back', async () => {
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

  it('counts each address for itself, and believes X-Forwarded-For of our own proxies alone', async () => {
    const app = appWith(rateLimit(1));
    expect((await ask(app, '192.0.2.1')).status).toBe(200);
    expect((await ask(app, '192.0.2.2')).status).toBe(200);
    expect((await ask(app, '198.51.100.9, 192.0.2.2')).status).toBe(429);
  });

  it('is shared by instances that count in one place', async () => {
    let total = 0;
    const add = async () => ({ total: ++total, endsAt: new Date(Date.now() + 60_000) });
    const instance = () => appWith(rateLimit(1, createLimitStore({ add, clear: async () => {} }, 'all')));
    const [one, other] = [instance(), instance()];
    expect((await ask(one)).status).toBe(200);
    expect((await ask(other)).status).toBe(429);
  });

  it('is off when it is 0', async () => {
    const app = appWith(rateLimit(0));
    expect(await statusesOf(20, () => ask(app))).toEqual(times(20, 200));
  });
});

describe('the store of a limit', () => {
  const options = { windowMs: 60_000 } as Options;

  it('counts together with other instances, under the name of its limit', async () => {
    const endsAt = new Date('2026-05-20T12:01:00Z');
    const asked: unknown[] = [];
    const add = async (...words: unknown[]) => {
      asked.push(words);
      return { total: 7, endsAt };
    };
    const store = createLimitStore({ add, clear: async () => {} }, 'linking');
    store.init?.(options);
    expect(await store.increment('192.0.2.1')).toEqual({ totalHits: 7, resetTime: endsAt });
    expect(asked).toEqual([['linking', '192.0.2.1', 60_000]]);
  });

  it('counts alone while the shared count is not available', async () => {
    const store = createLimitStore({ add: async () => null, clear: async () => {} }, 'all');
    store.init?.(options);
    await store.increment('192.0.2.1');
    expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 2 });
    expect(await store.increment('192.0.2.2')).toMatchObject({ totalHits: 1 });
    await store.decrement('192.0.2.1');
    expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 2 });
    await store.resetKey('192.0.2.1');
    expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 1 });
    await store.shutdown?.();
    expect(await store.increment('192.0.2.1')).toMatchObject({ totalHits: 1 });
  });
});

describe('the limit of e-mails', () => {
  /** An app that would write to the mailbox `?to=`, for the browser `&known=`. */
  function mailApp(limitStore: (what: string) => Store | undefined = () => undefined, key = 'mail'): Express {
    const limits = limitMail({
      recipientOf({ query: { to, known } }) {
        if (typeof to !== 'string') return null;
        return { mailbox: to, knownBrowser: typeof known === 'string' ? known : null };
      },
      key: keyNamed(key),
      limitStore,
      onLimit: (_req, res) => void res.status(429).send('over'),
    });
    return appWith(...limits);
  }

  it('is five to one address, from whatever networks they are requested', async () => {
    const app = mailApp();
    const statuses = await statusesOf(6, (at) => ask(app, `192.0.2.${at}`, 'to=ada@example.org'));
    expect(statuses).toEqual([...times(5, 200), 429]);
    expect((await ask(app, '192.0.2.1', 'to=eve@example.org')).status).toBe(200);
  });

  it('is thirty from one network, to whatever addresses', async () => {
    const app = mailApp();
    const statuses = await statusesOf(31, (at) => ask(app, '192.0.2.1', `to=p${at}@example.org`));
    expect(statuses).toEqual([...times(30, 200), 429]);
    expect((await ask(app, '192.0.2.2', 'to=ada@example.org')).status).toBe(200);
  });

  it('counts a request without an address for its network alone', async () => {
    const app = mailApp();
    expect(await statusesOf(31, () => ask(app))).toEqual([...times(30, 200), 429]);
  });

  it('does not count for an address what is refused to a network', async () => {
    const app = mailApp();
    await statusesOf(30, () => ask(app));
    const toAda = (network: string) => ask(app, network, 'to=ada@example.org');
    expect(await statusesOf(5, () => toAda('192.0.2.1'))).toEqual(times(5, 429));
    expect((await toAda('192.0.2.2')).status).toBe(200);
  });

  it('is counted for a known browser by itself, whatever strangers and its neighbours have asked for', async () => {
    const app = mailApp();
    const toAda = (browser?: string) =>
      ask(app, '192.0.2.1', `to=ada@example.org${browser ? `&known=${browser}` : ''}`);
    await statusesOf(30, () => toAda());
    expect(await statusesOf(6, () => toAda('home'))).toEqual([...times(5, 200), 429]);
    expect((await toAda('office')).status).toBe(200);
    expect((await ask(app, '192.0.2.1', 'to=eve@example.org&known=home')).status).toBe(200);
  });

  it('is thirty for the known browsers of one network, too', async () => {
    const app = mailApp();
    const toAda = (more = '') => ask(app, '192.0.2.1', `to=ada@example.org${more}`);
    const statuses = await statusesOf(31, (at) => toAda(`&known=browser${at}`));
    expect(statuses).toEqual([...times(30, 200), 429]);
    expect((await toAda()).status).toBe(200);
  });

  it('is in the RateLimit headers, with its fifteen minutes', async () => {
    const { headers } = await ask(mailApp(), '192.0.2.1', 'to=ada@example.org');
    expect(headers['ratelimit-policy']).toMatch(/^"network"; q=30; w=900; .*, "address"; q=5; w=900; /);
    expect(headers.ratelimit).toMatch(/^"network"; r=29; t=900, "address"; r=4; t=900$/);
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
  });

  it('is counted in the given stores, with hashes in place of addresses', async () => {
    const counted: string[] = [];
    class Counts extends MemoryStore {
      readonly #what: string;

      constructor(what: string) {
        super();
        this.#what = what;
      }

      override increment(who: string) {
        counted.push(`${this.#what} ${who}`);
        return super.increment(who);
      }
    }
    const store = (what: string) => new Counts(what);
    for (const key of ['mail', 'mail', 'other']) {
      await ask(mailApp(store, key), '192.0.2.1', 'to=ada@example.org');
    }
    const network = 'mail-network 192.0.2.1';
    const hashed = expect.stringMatching(/^mail-address [\w-]{43}$/);
    expect(counted).toEqual([network, hashed, network, hashed, network, hashed]);
    expect(counted[1]).toBe(counted[3]);
    expect(counted[1]).not.toBe(counted[5]);
  });
});
