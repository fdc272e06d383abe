/** The control by HTTP: every call, in both forms of a body, and the page. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { load } from 'cheerio';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTROL_CALLS } from '../../src/emulator/control-calls.ts';
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import { startTestEmulator } from './test-emulator.ts';

const options: EmulatorOptions = { hasControlByHttp: true };
const emulator = await startTestEmulator(options);
afterAll(() => emulator.close());
beforeEach(() => emulator.control.reset());

type Body = Record<string, unknown>;

async function call(name: string, body: Body = {}): Promise<Body> {
  const answer = await emulator.post(`/control/${name}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { request_id, ...told } = answer.body;
  expect(request_id).toEqual(expect.any(String));
  return told;
}

const newItem = () => call('items/create', { institution_id: 'ins_900001', person: 'couple' });
const accountsOf = (item: Body) => emulator.post('/accounts/get', { access_token: item.access_token });

/** What each call does, as seen from outside. */
const DOES: Record<string, () => Promise<void>> = {
  async '/control/banks/get'() {
    const { institutions, people } = await call('banks/get');
    expect(institutions).toContainEqual({
      ...{ institution_id: 'ins_900008', name: 'Oldgrove Bank', shows: 'A bank that is down', country: 'US' },
    });
    expect(people).toContainEqual(expect.objectContaining({ person: 'retiree', name: 'Walter Lindqvist' }));
  },
  async '/control/items/create'() {
    const countOf = async (more: Body) => {
      const wish = { institution_id: 'ins_900001', person: 'couple', ...more };
      const { access_token } = await call('items/create', wish);
      const dates = { start_date: '2020-01-01', end_date: '2030-01-01' };
      const { body } = await emulator.post('/transactions/get', { access_token, ...dates });
      return Number(body.total_transactions);
    };
    expect(await countOf({ transactions: 700 })).toBe(700);
    const inAMonth = await countOf({ days_requested: 30 });
    expect(inAMonth).toBeGreaterThan(10);
    expect(inAMonth).toBeLessThan((await countOf({})) / 10);
  },
  async '/control/items/get'() {
    const { item_id, access_token } = await newItem();
    expect((await call('items/get')).items).toEqual([
      { item_id, access_token, institution_id: 'ins_900001', person: 'couple', error_code: null },
    ]);
  },
  async '/control/items/break'() {
    const item = await newItem();
    await call('items/break', { item_id: item.item_id, error_code: 'ITEM_LOCKED' });
    expect((await accountsOf(item)).body.error_code).toBe('ITEM_LOCKED');
    expect((await call('items/get')).items).toMatchObject([{ error_code: 'ITEM_LOCKED' }]);
  },
  async '/control/items/mend'() {
    const item = await newItem();
    await call('items/break', { item_id: item.item_id, error_code: 'ITEM_LOCKED' });
    await call('items/mend', { item_id: item.item_id });
    expect((await accountsOf(item)).status).toBe(200);
  },
  async '/control/faults/create'() {
    const [item, other] = [await newItem(), await newItem()];
    await call('faults/create', { kind: 'error', code: 'BALANCE_LIMIT', item_id: item.item_id, times: 1 });
    const statuses = [await accountsOf(other), await accountsOf(item), await accountsOf(item)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200]);
    await call('faults/create', { kind: 'html', path: '/accounts/get' });
    expect((await emulator.send('/accounts/get', item)).headers.get('content-type')).toMatch('text/html');
  },
  async '/control/faults/get'() {
    await call('faults/create', { kind: 'error', code: 'RATE_LIMIT', path: '/item/get', times: 3 });
    await call('faults/create', { kind: 'delay', ms: 5 });
    expect((await call('faults/get')).faults).toEqual([
      {
        fault_id: expect.any(Number),
        kind: 'error',
        code: 'RATE_LIMIT',
        path: '/item/get',
        item_id: null,
        times_left: 3,
        ms: null,
        bytes: null,
      },
      {
        fault_id: expect.any(Number),
        kind: 'delay',
        code: null,
        path: null,
        item_id: null,
        times_left: null,
        ms: 5,
        bytes: null,
      },
    ]);
  },
  async '/control/faults/end'() {
    const item = await newItem();
    const { fault_id } = await call('faults/create', { kind: 'held', path: '/accounts/get' });
    const late = accountsOf(item);
    const first = await Promise.race([late, new Promise((resolve) => setTimeout(resolve, 100, 'held'))]);
    expect(first).toBe('held');
    await call('faults/end', { fault_id });
    expect((await late).status).toBe(200);
    expect((await emulator.post('/control/faults/end', { fault_id })).status).toBe(400);
  },
  async '/control/link/finish'() {
    const user = { client_user_id: 'somebody' };
    const { body: link } = await emulator.post('/link/token/create', {
      ...{
        client_name: 'A program',
        language: 'en',
        country_codes: ['US'],
        products: ['transactions'],
        user,
      },
      hosted_link: { completion_redirect_uri: 'http://127.0.0.1/back' },
    });
    const { link_token } = link;
    const chosen = { link_token, person: 'retiree', institution_ids: ['ins_900001', 'ins_900002'] };
    expect(await call('link/finish', chosen)).toEqual({ completion_redirect_uri: 'http://127.0.0.1/back' });
    const { body } = await emulator.post('/link/token/get', { link_token });
    expect(new Set(JSON.stringify(body).match(/public-sandbox-[^"]+/g)).size).toBe(2);
  },
  async '/control/production'() {
    await call('production', { items: 1, slowness: 0 });
    await newItem();
    const wish = { institution_id: 'ins_900001', person: 'couple' };
    expect(await emulator.codeOf('/control/items/create', wish)).toBe('TRIAL_CONNECTION_LIMIT');
  },
  async '/control/sandbox'() {
    await call('production', { items: 0 });
    await call('sandbox');
    await newItem();
  },
  async '/control/calls/get'() {
    const item = await newItem();
    await accountsOf(item);
    expect((await call('calls/get')).calls).toEqual([
      { path: '/accounts/get', item_id: item.item_id, at: '2026-05-20T12:00:00.000Z', status: 200 },
    ]);
  },
  async '/control/webhooks/get'() {
    const webhook = `${emulator.baseUrl}/hook`;
    await call('items/create', { institution_id: 'ins_900009', person: 'couple', webhook });
    emulator.pass(60_000);
    await emulator.control.tick();
    expect((await call('webhooks/get')).webhooks).toMatchObject([
      { url: webhook, webhook_code: 'ERROR', body: { webhook_type: 'ITEM' }, status: 404 },
    ]);
  },
  async '/control/reset'() {
    const item = await newItem();
    await call('faults/create', { kind: 'reset' });
    await call('reset');
    expect((await call('items/get')).items).toEqual([]);
    expect((await call('faults/get')).faults).toEqual([]);
    expect((await accountsOf(item)).body.error_code).toBeUndefined();
  },
};

describe('the calls', () => {
  it.each(Object.keys(CONTROL_CALLS))('%s does what it says', async (path) => {
    expect(Object.keys(DOES), 'has a row here').toContain(path);
    await DOES[path]?.();
  });

  it('are those of the README, with their fields', () => {
    const readme = readFileSync(new URL('../../src/emulator/README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `(\/control\/\S+)` \| (.*?) \|/gm)].map(([, path, fields]) => [
      path,
      [...(fields ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ]);
    const real = Object.entries(CONTROL_CALLS).map(([path, { fields }]) => [path, Object.keys(fields)]);
    expect(rows).toEqual(real);
  });

  it.each([
    ['items/create', { person: 'couple' }, 'MISSING_FIELDS'],
    ['items/create', { institution_id: 'ins_0', person: 'couple' }, 'INVALID_FIELD'],
    ['items/create', { institution_id: 'ins_900001', person: 'nobody' }, 'INVALID_FIELD'],
    ['items/create', { institution_id: 'ins_900001', person: 'couple', colour: 'red' }, 'UNKNOWN_FIELDS'],
    ['items/break', { item_id: 'none', error_code: 'ITEM_LOCKED' }, 'INVALID_FIELD'],
    ['faults/create', { kind: 'earthquake' }, 'INVALID_FIELD'],
    ['faults/create', { kind: 'error' }, 'MISSING_FIELDS'],
    ['faults/create', { kind: 'error', code: 'INSTITUTION_DOW' }, 'INVALID_FIELD'],
    ['faults/create', { kind: 'html', path: '/acounts/get' }, 'INVALID_FIELD'],
    ['faults/create', { kind: 'html', item_id: 'none' }, 'INVALID_FIELD'],
    ['faults/create', { kind: 'delay', ms: -1 }, 'INVALID_FIELD'],
    ['link/finish', { link_token: 'x', person: 'couple', institution_ids: ['ins_56'] }, 'INVALID_LINK_TOKEN'],
    ['link/finish', { link_token: 'x', person: 'couple', institution_ids: [] }, 'INVALID_FIELD'],
    ['nothing', {}, 'NOT_FOUND'],
  ])('refuse %s with %j as %s', async (name, body, code) => {
    const answer = await emulator.post(`/control/${name}`, body);
    expect([answer.status, answer.body.error_code]).toEqual([code === 'NOT_FOUND' ? 404 : 400, code]);
  });

  it('link all banks of a visit or none', async () => {
    const user = { client_user_id: 'somebody' };
    const wish = {
      client_name: 'A program',
      language: 'en',
      country_codes: ['US'],
      products: ['transactions'],
    };
    const { body: link } = await emulator.post('/link/token/create', { ...wish, user, hosted_link: {} });
    const { link_token } = link;
    const chosen = { link_token, person: 'couple', institution_ids: ['ins_900001', 'ins_typo'] };
    expect(await emulator.codeOf('/control/link/finish', chosen)).toBe('INVALID_FIELD');
    await call('link/finish', { ...chosen, institution_ids: ['ins_900001'] });
    const { body } = await emulator.post('/link/token/get', { link_token });
    expect(new Set(JSON.stringify(body).match(/public-sandbox-[^"]+/g)).size).toBe(1);
  });

  it('show a fault that holds calls until it is ended, also when no other call can meet it', async () => {
    const item = await newItem();
    const { fault_id } = await call('faults/create', { kind: 'held', times: 1 });
    const late = accountsOf(item);
    await expect.poll(() => emulator.control.calls().length).toBe(1);
    expect((await call('faults/get')).faults).toMatchObject([{ fault_id, times_left: 0 }]);
    await call('faults/end', { fault_id });
    expect((await late).status).toBe(200);
    expect((await call('faults/get')).faults).toEqual([]);
  });

  it('refuse an error_code that Plaid has not', async () => {
    const { item_id } = await newItem();
    const body = { item_id, error_code: 'NO_CODE' };
    expect(await emulator.codeOf('/control/items/break', body)).toBe('INVALID_FIELD');
  });

  it.each(['{', '[]', 'null', '{"a":'])('take %s for no body in order', async (text) => {
    const response = await emulator.send('/control/items/create', text);
    expect(response.status).toBe(400);
  });

  it('are not there where nobody asked for them', async () => {
    const other = await startTestEmulator();
    expect(await other.codeOf('/control/reset', {})).toBe('NOT_FOUND');
    expect((await fetch(other.baseUrl)).status).toBe(404);
    await other.close();
  });

  it.each([
    ['a page of another site', { origin: 'http://elsewhere.example' }, 403],
    ['a name that was pointed here', { host: 'elsewhere.example' }, 403],
    ['its own page', { origin: emulator.baseUrl }, 200],
    ['a program', {}, 200],
  ])('from %s', async (_, headers, status) => {
    // fetch has no Host of one's own.
    const sent = request(`${emulator.baseUrl}/control/reset`, { method: 'POST', headers }).end('{}');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
  });
});

describe('the page', () => {
  const html = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  const open = async () => load(await (await fetch(emulator.baseUrl)).text());
  /** As a browser sends a form of the page, with what a person has changed in it. */
  async function press(action: string, changed: Record<string, string> = {}) {
    const page = await open();
    const form = page(`form[action="${action}"]`).first();
    expect(form.length, action).toBe(1);
    const fields = new URLSearchParams(form.serialize());
    for (const [name, value] of Object.entries(changed)) fields.set(name, value);
    return fetch(emulator.baseUrl + action, { method: 'POST', headers: html, body: fields });
  }

  it('shows every bank and code, and does all that its forms say', async () => {
    const page = await open();
    expect(page('[name=institution_id] option').length).toBeGreaterThan(30);
    expect(page('#codes option').length).toBeGreaterThan(80);
    await press('/control/items/create', { institution_id: 'ins_900001', person: 'student' });
    expect(emulator.control.items()).toHaveLength(1);
    await press('/control/items/break');
    expect((await open())('.rows').text()).toContain('ITEM_LOGIN_REQUIRED');
    await press('/control/items/mend');
    await press('/control/faults/create', { code: 'RATE_LIMIT', times: '2' });
    expect(emulator.control.faults()).toMatchObject([
      { fault: { kind: 'error', code: 'RATE_LIMIT' }, left: 2 },
    ]);
    await press('/control/faults/end');
    expect(emulator.control.faults()).toEqual([]);
    await press('/control/production', { items: '0' });
    const refused = await press('/control/items/create');
    expect(refused.status).toBe(429);
    expect(load(await refused.text())('[role=alert]').text()).toMatch(/trial plan/);
    await press('/control/sandbox');
    await press('/control/reset');
    expect(emulator.control.items()).toEqual([]);
  });

  it('shows no text as markup', async () => {
    emulator.control.inject({ kind: 'error', code: '<img src=x>' });
    expect((await open())('img').length).toBe(0);
  });
});
