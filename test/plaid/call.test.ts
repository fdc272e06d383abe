import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { callPlaid, createClient } from '../../src/plaid/call.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

const TOKEN = 'access-sandbox-of-somebody';
const SECRET = 'the-operators-secret';
const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');

let upstream: Upstream;
afterEach(() => upstream.close());

/** Asks for accounts at a server that answers so; what comes of it, or the error. */
async function ask(answer: RequestListener, callOptions?: PlaidCallOptions): Promise<unknown> {
  upstream = await startUpstream(answer);
  const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
  return unwrap(
    callPlaid({
      endpoint: '/accounts/get',
      callOptions,
      call: (options) => sdk.accountsGet({ access_token: TOKEN }, options),
      read: (data) => data.accounts.length,
    }),
  ).catch((error: unknown) => error);
}

describe('a call to Plaid', () => {
  it('carries the credentials in its headers and gives what is read from the answer', async () => {
    expect(await ask(json(200, { accounts: [1, 2] }))).toBe(2);
    expect(upstream.requests).toHaveLength(1);
    const [request] = upstream.requests;
    expect(request).toMatchObject({ path: '/accounts/get', body: JSON.stringify({ access_token: TOKEN }) });
    expect(request?.headers).toMatchObject({ 'plaid-client-id': 'client', 'plaid-secret': SECRET });
  });

  it.each(['text/html', 'application/octet-stream', ''])('reads JSON that is called "%s"', async (type) => {
    const called: RequestListener = (_req, res) =>
      void res.writeHead(200, type === '' ? {} : { 'Content-Type': type }).end('{"accounts":[1]}');
    expect(await ask(called)).toBe(1);
  });

  it('tells who asks that it goes out, and of its failure alone', async () => {
    const told: unknown[] = [];
    const callOptions = {
      onCall: () => void told.push('call'),
      onFailure: (error: PlaidError) => void told.push(error),
    };
    await ask(json(200, { accounts: [] }), callOptions);
    expect(told).toEqual(['call']);
    upstream.close();
    const error = await ask(json(500, {}), callOptions);
    expect(told).toEqual(['call', 'call', error]);
  });
});

describe('a bad answer', () => {
  const accounts = JSON.stringify({ accounts: [] });
  const html: RequestListener = (_req, res) =>
    void res.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hi');
  const endless: RequestListener = (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json' });
    const send = () => {
      while (!res.destroyed && res.write(MEGABYTE));
    };
    res.on('drain', send);
    send();
  };
  const truncated: RequestListener = (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 500 });
    res.write(accounts, () => res.destroy());
  };

  it.each<[string, RequestListener, object]>([
    [
      'of Plaid’s own form',
      json(400, { error_code: 'ITEM_LOGIN_REQUIRED', request_id: 'r1' }),
      { kind: 'sign-in', code: 'ITEM_LOGIN_REQUIRED', requestId: 'r1' },
    ],
    ['in HTML', html, { kind: 'plaid-down', code: 'UNREADABLE_ANSWER' }],
    [
      'in HTML with its status',
      (_req, res) => void res.writeHead(503).end('<p>Down'),
      { kind: 'plaid-down', code: 'HTTP_503' },
    ],
    ['of nothing', (_req, res) => void res.end(), { kind: 'plaid-down', code: 'UNREADABLE_ANSWER' }],
    ['of null', json(200, null), { kind: 'plaid-down', code: 'UNREADABLE_ANSWER' }],
    [
      'of another shape',
      json(200, { hello: 1, request_id: 'r2' }),
      {
        kind: 'unexpected',
        code: 'UNEXPECTED_ANSWER',
        requestId: 'r2',
        fault: { error: 'TypeError', at: expect.stringMatching(/^at .*call\.test\.ts:\d+/) },
      },
    ],
    [
      'cut in its JSON',
      (_req, res) => void res.end(accounts.slice(0, -1)),
      { kind: 'plaid-down', code: 'UNREADABLE_ANSWER' },
    ],
    ['cut on its way', truncated, { kind: 'plaid-down' }],
    ['cut before it began', (req) => void req.socket.destroy(), { kind: 'plaid-down', code: 'ECONNRESET' }],
    ['without end', endless, { kind: 'plaid-down', code: 'ENDLESS_ANSWER' }],
  ])('%s is a PlaidError that keeps our secrets', async (_, answer, expected) => {
    const error = await ask(answer, { signal: AbortSignal.timeout(5_000) });
    expect(error).toBeInstanceOf(PlaidError);
    expect(error).toMatchObject({ endpoint: '/accounts/get', ...expected });
    expect(error).not.toMatchObject({ code: 'READER_LEFT' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(new RegExp(`${TOKEN}|${SECRET}`));
  });

  it.each<[string, RequestListener, string]>([
    ['in HTML', html, 'UNREADABLE_ANSWER'],
    ['of nothing', (_req, res) => void res.end(), 'UNREADABLE_ANSWER'],
    [
      'of an error with a status of success',
      json(208, { error_code: 'OAUTH_STATE_ID_ALREADY_PROCESSED' }),
      'OAUTH_STATE_ID_ALREADY_PROCESSED',
    ],
  ])('%s is no success either where nothing is read of it', async (_, answer, code) => {
    upstream = await startUpstream(answer);
    const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
    const asked = callPlaid({
      endpoint: '/item/remove',
      call: (options) => sdk.itemRemove({ access_token: TOKEN }, options),
      read: () => 'success',
    });
    await expect(unwrap(asked)).rejects.toMatchObject({ code });
  });

  it('that leads elsewhere is not followed: it would take the token along', async () => {
    const error = await ask((_req, res) => void res.writeHead(307, { Location: '/elsewhere' }).end());
    expect(error).toMatchObject({ kind: 'plaid-down', code: 'HTTP_307' });
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/accounts/get']);
  });

  it('is none at all where nobody listens', async () => {
    upstream = await startUpstream(json(200, {}));
    upstream.close();
    const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
    const asked = callPlaid({
      endpoint: '/item/get',
      call: (options) => sdk.itemGet({ access_token: TOKEN }, options),
      read: () => null,
    });
    await expect(unwrap(asked)).rejects.toMatchObject({ kind: 'plaid-down', code: 'ECONNREFUSED' });
  });
});
