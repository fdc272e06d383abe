/** Every route of the app's real router, and that it does what the table says. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasPostgres } from '../support/postgres.ts';
import { hasRedis } from '../support/redis.ts';
import { routesOf } from '../support/router.ts';
import { expectHeaders } from '../support/security-headers.ts';
import { createPerson, type FullApp, startFullApp } from './full-app.ts';
import { DEMO_ROUTES, LIMITS, NO_ROUTES, ROUTES } from './table.ts';
import { anonymousVisit, methodOf, pageOf, summaryOf, visitOf } from './visit.ts';

const FORGERIES: Record<string, Record<string, string>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another subdomain of ours': { 'sec-fetch-site': 'same-site' },
  'no site at all': { 'sec-fetch-site': 'none' },
  'a browser that says neither': {},
  'another origin, from an older browser': { origin: 'https://evil.example' },
  'an origin of null': { origin: 'null' },
  'a site that also claims our origin': { 'sec-fetch-site': 'cross-site', origin: 'OURS' },
};

const ELSEWHERE = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
/** What a page of another site can load; fetch itself says that it is a script. */
const EMBEDDINGS: Record<string, Record<string, string>> = {
  'a picture': { ...ELSEWHERE, 'sec-fetch-dest': 'image' },
  'a picture of another subdomain of ours': {
    ...{ ...ELSEWHERE, 'sec-fetch-site': 'same-site' },
    'sec-fetch-dest': 'image',
  },
  'a frame': { ...ELSEWHERE, 'sec-fetch-dest': 'iframe' },
  'a socket': { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
  'an address that is being typed': { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch;prerender' },
};

const FORM = 'application/x-www-form-urlencoded';
/** Bodies that no form of ours sends, with the fields that the route knows: `FIELD` stands for each. */
const BODIES: readonly (readonly [type: string | null, body: string | null])[] = [
  [null, null],
  [FORM, ''],
  [FORM, 'FIELD='],
  [FORM, 'FIELD=a&FIELD=b'],
  [FORM, 'FIELD[]=a'],
  [FORM, 'FIELD[a][b]=c'],
  [FORM, 'FIELD=%ZZ%00%E0%A4'],
  [FORM, '__proto__[FIELD]=a&constructor=b'],
  [`${FORM}; charset=utf-99`, 'FIELD=a'],
  ['text/plain', 'FIELD=a'],
  ['application/json', '{"FIELD":'],
  ['application/json', '{"FIELD":{"a":[null]}}'],
  ['multipart/form-data', 'FIELD'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="FIELD"\r\n\r\na\r\n--x'],
];

/** The app counts by itself for two seconds when this machine is so busy that Redis answers late. */
const PATIENT = { timeout: 10_000, interval: 500 };

describe.skipIf(!hasRedis || !hasPostgres).each([
  { name: 'with Plaid’s keys', isDemo: false, routes: ROUTES, own: ROUTES },
  { name: 'in the demo', isDemo: true, routes: { ...ROUTES, ...DEMO_ROUTES }, own: DEMO_ROUTES },
])('the app with Redis and accounts, $name', ({ isDemo, routes, own }) => {
  let full: FullApp;
  beforeAll(async () => {
    full = await startFullApp({ isDemo });
  });
  afterAll(() => full.close());

  const callsToPlaid = () => full.app.emulator.control.calls().map((call) => call.path);
  const rows = Object.entries({ ...routes, ...NO_ROUTES });
  const forms = rows.filter(
    ([name, { webhook, anonymous }]) => methodOf(name) !== 'GET' && !webhook && anonymous !== '405',
  );

  // The demo's emulator cannot be held from here.
  const callers = isDemo ? [] : rows.filter(([, { calls }]) => calls !== undefined);

  it('has exactly the routes of the table', () => {
    expect(routesOf(full.app.express).toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it.each(rows)('%s answers a browser without cookies as the table says', async (name, row) => {
    const before = callsToPlaid().length;
    const { path, init } = anonymousVisit(name, row);
    const answer = await full.app.newClient().send(path, init);
    expect(summaryOf(answer, full)).toBe(row.anonymous);
    expectHeaders(answer, full.app);
    // Who may not do this causes no call.
    if (row.anonymous !== row.known) expect(callsToPlaid()).toHaveLength(before);
  });

  it.each(Object.entries({ ...own, ...NO_ROUTES }))(
    '%s answers somebody who may do this as the table says',
    async (name, row) => {
      const person = await createPerson(full);
      const { path, init } = await visitOf(name, row, person);
      const before = callsToPlaid().length;
      const answer = await person.client.send(path, init);
      expect(summaryOf(answer, full)).toBe(row.known);
      expectHeaders(answer, full.app);
      expect(pageOf(answer)).toEqual(row.page);
      const calls = callsToPlaid().slice(before);
      if (row.calls === undefined) expect(calls).toEqual([]);
      else expect(calls).toContain(row.calls);
    },
  );

  it.each(forms)('%s is refused when the form comes from elsewhere', async (name, row) => {
    const person = await createPerson(full);
    const visit = name in own ? await visitOf(name, row, person) : anonymousVisit(name, row);
    const before = callsToPlaid().length;
    for (const [where, forged] of Object.entries(FORGERIES)) {
      const origin = isDemo ? full.app.url : 'https://ledgerless.example';
      const headers = Object.entries(forged).map(([key, value]) => [key, value.replace('OURS', origin)]);
      const init = { ...visit.init, headers: Object.fromEntries(headers) };
      const answer = await person.client.send(visit.path, init);
      expect([where, answer.status]).toEqual([where, 403]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expectHeaders(answer, full.app);
    }
    expect(callsToPlaid()).toHaveLength(before);
  });

  it.each(rows)(
    '%s is refused to a page of another site, and counted by no limit then',
    async (name, row) => {
      const { path, init } = anonymousVisit(name, row);
      const isRefusedAnyway = ['405', '414'].includes(row.anonymous);
      const status = row.isForAll || isRefusedAnyway ? Number(row.anonymous) : 403;
      await vi.waitFor(async () => {
        await full.clearCounts();
        const before = callsToPlaid().length;
        for (const [what, headers] of Object.entries(EMBEDDINGS)) {
          const answer = await full.app.newClient().send(path, { ...init, headers });
          expect([what, answer.status]).toEqual([what, status]);
          expect(answer.headers.getSetCookie()).toEqual([]);
          expectHeaders(answer, full.app);
        }
        // The demo's emulator sends webhooks of banks linked earlier.
        const counted = [...(await full.counts()).keys()].map((key) => key.split(':')[2]);
        expect(counted.filter((limit) => limit !== 'webhooks')).toEqual([]);
        expect(callsToPlaid()).toHaveLength(before);
      }, PATIENT);
    },
  );

  it.each(forms)('%s is counted by no limit when it comes from elsewhere', async (name, row) => {
    const { path, init } = anonymousVisit(name, row);
    await vi.waitFor(async () => {
      await full.clearCounts();
      // Of an older browser, or of a page that leads here by its form.
      const headers = { origin: 'https://evil.example' };
      expect((await full.app.newClient().send(path, { ...init, headers })).status).toBe(403);
      const counted = [...(await full.counts()).keys()].map((key) => key.split(':')[2]);
      expect(counted.filter((limit) => limit !== 'webhooks')).toEqual([]);
    }, PATIENT);
  });

  it.each(forms)('%s answers a body of any kind as a request, and never fails', async (name, row) => {
    const person = await createPerson(full);
    const { path, init } = name in own ? await visitOf(name, row, person) : anonymousVisit(name, row);
    const names = [...Object.keys(row.fields ?? {}), 'unknown'];
    for (const [type, text] of BODIES) {
      const texts = names.map((field) => text?.replaceAll('FIELD', field));
      const isOfFields = type?.startsWith(FORM) && text?.includes('FIELD');
      const body = text === null ? null : isOfFields ? texts.join('&') : (texts[0] ?? null);
      const headers = { 'sec-fetch-site': 'same-origin', ...(type && { 'content-type': type }) };
      // Redis answers late where this machine is busy.
      await vi.waitFor(async () => {
        await full.clearCounts();
        // Each by the same person as she was, whatever became of her before.
        const { status } = await person.client.copy().send(path, { ...init, headers, body });
        expect([type, text, status < 500, status === 429], String(status)).toEqual([type, text, true, false]);
      }, PATIENT);
    }
  });

  it.each(rows)('%s is counted by the limits of the table, and refused beyond each', async (name, row) => {
    const client = full.app.newClient();
    const { path, init } = anonymousVisit(name, row);
    const limitOf = (key: string) => key.split(':')[2] as keyof typeof LIMITS;
    const keys = await vi.waitFor(async () => {
      await full.clearCounts();
      await client.send(path, init);
      const counts = await full.counts();
      const counted = [...counts].map(([key, count]) => `${limitOf(key)} ${count}`);
      expect(counted.toSorted()).toEqual(row.limits.map((limit) => `${limit} 1`).toSorted());
      return [...counts.keys()];
    }, PATIENT);

    for (const key of keys) {
      await vi.waitFor(async () => {
        await full.clearCounts();
        await full.redis.send('SET', key, String(LIMITS[limitOf(key)] - 1), 'PX', '60000');
        const last = await client.send(path, init);
        const before = callsToPlaid().length;
        const refused = await client.send(path, init);
        expect([limitOf(key), last.status === 429, refused.status]).toEqual([limitOf(key), false, 429]);
        expectHeaders(refused, full.app);
        expect(callsToPlaid()).toHaveLength(before);
      }, PATIENT);
    }
  });

  const files = readdirSync('public', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative('public', path.join(entry.parentPath, entry.name)));

  it.each(files)('the public file %s may be kept for an hour, and is not counted', async (file) => {
    // The demo's emulator sends webhooks of banks linked earlier, and each is counted: tried again until none falls in between.
    await vi.waitFor(async () => {
      await full.clearCounts();
      const answer = await full.app.newClient().get(`/${file}`);
      expect(answer.status).toBe(200);
      expectHeaders(answer, full.app, 'public, max-age=3600');
      expect(await full.counts()).toEqual(new Map());
    }, PATIENT);
  });

  it.each(callers)(
    '%s is waited for by a process that stops, if the table says so, while Plaid has not answered',
    async (name, row) => {
      const person = await createPerson(full);
      const { path, init } = await visitOf(name, row, person);
      const { control } = full.app.emulator;
      const { backgroundWork } = full.app.services;
      const before = callsToPlaid().length;
      const release = control.hold();
      const visit = person.client.send(path, init);
      try {
        await vi.waitFor(() => expect(callsToPlaid().length).toBeGreaterThan(before), 10_000);
        const settled = backgroundWork.settled().then(() => 'settled');
        const next = new Promise((resolve) => setImmediate(resolve, 'pending'));
        expect(await Promise.race([settled, next])).toBe(row.isDrained ? 'pending' : 'settled');
      } finally {
        release();
      }
      await visit;
      expect(await Promise.race([backgroundWork.settled().then(() => 'settled'), pause(5_000)])).toBe(
        'settled',
      );
    },
  );
});

it('the routes have no other methods than the tests of forms know', () => {
  const methods = new Set(Object.keys({ ...ROUTES, ...DEMO_ROUTES }).map(methodOf));
  expect([...methods].toSorted()).toEqual(['DELETE', 'GET', 'POST']);
});
