import express, { type Express } from 'express';
import { MemoryStore, type Store } from 'express-rate-limit';
import request from 'supertest';
import { expect, it } from 'vitest';
import { limitMail } from '../../src/web/rate-limit.ts';
import { keyNamed } from './samples.ts';

/** An app that would write to `?to=`; 429 for those over a limit. */
function appWith(limitStore: (what: string) => Store | undefined = () => undefined, key = 'mail'): Express {
  const limits = limitMail({
    addressOf: (req) => (typeof req.query.to === 'string' ? req.query.to : null),
    key: keyNamed(key),
    limitStore,
    onLimit: (_req, res) => void res.status(429).send('over'),
  });
  const app = express().set('trust proxy', 1);
  return app.use(limits).get('/', (_req, res) => void res.send('sent'));
}

const ask = (app: Express, to: string, network = '192.0.2.1') =>
  request(app).get(`/?${to}`).set('X-Forwarded-For', network);

async function statusesOf(count: number, ask: (at: number) => request.Test): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < count; at += 1) statuses.push((await ask(at)).status);
  return statuses;
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

it('lets one address be written to five times, from wherever it is asked', async () => {
  const app = appWith();
  const statuses = await statusesOf(6, (at) => ask(app, 'to=ada@example.org', `192.0.2.${at}`));
  expect(statuses).toEqual([...times(5, 200), 429]);
  expect((await ask(app, 'to=eve@example.org')).status).toBe(200);
});

it('lets one network ask thirty times, whoever it is for', async () => {
  const app = appWith();
  const statuses = await statusesOf(31, (at) => ask(app, `to=p${at}@example.org`));
  expect(statuses).toEqual([...times(30, 200), 429]);
  expect((await ask(app, 'to=ada@example.org', '192.0.2.2')).status).toBe(200);
});

it('counts what names no address for the network alone', async () => {
  const app = appWith();
  const statuses = await statusesOf(31, () => ask(app, ''));
  expect(statuses).toEqual([...times(30, 200), 429]);
});

it('does not count for an address what its network is refused', async () => {
  const app = appWith();
  await statusesOf(30, () => ask(app, ''));
  expect(await statusesOf(5, () => ask(app, 'to=ada@example.org'))).toEqual(times(5, 429));
  expect((await ask(app, 'to=ada@example.org', '192.0.2.2')).status).toBe(200);
});

it('says in the headers of the draft what is left of both, for a quarter of an hour', async () => {
  const { headers } = await ask(appWith(), 'to=ada@example.org');
  expect(headers['ratelimit-policy']).toMatch(/^"network"; q=30; w=900; .*, "address"; q=5; w=900; /);
  expect(headers.ratelimit).toMatch(/^"network"; r=29; t=900, "address"; r=4; t=900$/);
  expect(headers).not.toHaveProperty('x-ratelimit-limit');
});

it('is counted where it is told to, each limit under its name, and no address by its own', async () => {
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
  for (const key of ['mail', 'mail', 'other']) await ask(appWith(store, key), 'to=ada@example.org');
  const network = 'mail-network 192.0.2.1';
  const hashed = expect.stringMatching(/^mail-address [\w-]{43}$/);
  expect(counted).toEqual([network, hashed, network, hashed, network, hashed]);
  expect(counted[1]).toBe(counted[3]);
  expect(counted[1]).not.toBe(counted[5]);
});
