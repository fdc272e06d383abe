import { EventEmitter, once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import type { AccountsGetResponse } from 'plaid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callPlaid, createClient } from '../../src/plaid/call.ts';
import { createPlaidApi } from '../../src/plaid/client.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import type { PlaidCallOptions } from '../../src/plaid/gateway.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

const TOKEN = 'access-sandbox-of-somebody';
const SECRET = 'the-operators-secret';
const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');

let upstream: Upstream;
afterEach(() => {
  vi.useRealTimers();
  upstream.close();
});

/** Starts a server that answers so, and returns a call to it: the value that is read, or the error. */
async function callTo(
  answer: RequestListener,
  read = (data: AccountsGetResponse) => data.accounts.length,
  endpoint = '/accounts/get',
) {
  upstream = await startUpstream(answer);
  const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
  return (callOptions?: PlaidCallOptions): Promise<unknown> =>
    unwrap(
      callPlaid({
        endpoint,
        callOptions,
        call: (options) => sdk.accountsGet({ access_token: TOKEN }, options),
        read,
      }),
    ).catch((error: unknown) => error);
}

const ask = async (answer: RequestListener, callOptions?: PlaidCallOptions) =>
  (await callTo(answer))(callOptions);

describe('a call to Plaid', () => {
  it('sends the credentials as headers and returns what is read from the answer', async () => {
    expect(await ask(json(200, { accounts: [1, 2] }))).toBe(2);
    expect(upstream.requests).toHaveLength(1);
    const [request] = upstream.requests;
    expect(request).toMatchObject({ path: '/accounts/get', body: JSON.stringify({ access_token: TOKEN }) });
    expect(request?.headers).toMatchObject({ 'plaid-client-id': 'client', 'plaid-secret': SECRET });
  });

  it.each(['text/html', 'application/octet-stream', ''])(
    'reads JSON whose content type is "%s"',
    async (type) => {
      const answer: RequestListener = (_req, res) =>
        void res.writeHead(200, type === '' ? {} : { 'Content-Type': type }).end('{"accounts":[1]}');
      expect(await ask(answer)).toBe(1);
    },
  );

  it('reports to its caller that it is sent, and its failure when it fails', async () => {
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

  it('uses the connection of the call before', async () => {
    const ports = new Set<number | undefined>();
    const call = await callTo((req, res) => {
      ports.add(req.socket.remotePort);
      json(200, { accounts: [] })(req, res);
    });
    expect([await call(), await call(), await call()]).toEqual([0, 0, 0]);
    expect(ports.size).toBe(1);
  });

  it('gets the answer from the SDK as a stream that has not been read', async () => {
    upstream = await startUpstream(json(200, { accounts: [] }));
    const api = createPlaidApi({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
    const { data } = await api.accountsGet({ access_token: TOKEN });
    expect(await text(data as unknown as Readable)).toBe('{"accounts":[]}');
  });

  it('does not follow a redirect, which would pass the access token on', async () => {
    const error = await ask((_req, res) => void res.writeHead(307, { Location: '/elsewhere' }).end());
    expect(error).toMatchObject({ kind: 'plaid-down', code: 'HTTP_307' });
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/accounts/get']);
  });

  it('fails where nobody listens', async () => {
    const call = await callTo(json(200, {}));
    upstream.close();
    expect(await call()).toMatchObject({ kind: 'plaid-down', code: 'ECONNREFUSED' });
  });
});

describe('the time at Plaid', () => {
  async function timeIn(date: string | null): Promise<Date | null> {
    upstream = await startUpstream((req, res) => {
      res.sendDate = false;
      if (date !== null) res.setHeader('Date', date);
      json(200, {})(req, res);
    });
    const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: SECRET });
    return unwrap(
      callPlaid({
        endpoint: '/item/get',
        call: (options) => sdk.itemGet({ access_token: TOKEN }, options),
        read: (_, plaidTime) => plaidTime,
      }),
    );
  }

  it('is that of its answer’s Date header', async () => {
    expect(await timeIn('Tue, 15 Nov 1994 08:12:31 GMT')).toEqual(new Date('1994-11-15T08:12:31Z'));
  });

  it.each([null, '', 'soon', 'soon GMT', 'Sun Nov  6 08:49:37 1994', '2026-03-01T12:00:00'])(
    'is unknown where the header is %j',
    async (date) => {
      expect(await timeIn(date)).toBeNull();
    },
  );
});

describe('a call fails', () => {
  const accounts = JSON.stringify({ accounts: [] });
  const empty: RequestListener = (_req, res) => void res.end();
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
  const unreadable = { kind: 'plaid-down', code: 'UNREADABLE_ANSWER' };

  it.each<[string, RequestListener, object]>([
    [
      'is an error in Plaid’s own form',
      json(400, { error_code: 'ITEM_LOGIN_REQUIRED', request_id: 'r1' }),
      { kind: 'sign-in', code: 'ITEM_LOGIN_REQUIRED', requestId: 'r1' },
    ],
    ['is HTML', html, unreadable],
    [
      'is HTML with status 503',
      (_req, res) => void res.writeHead(503).end('<p>Down'),
      { kind: 'plaid-down', code: 'HTTP_503' },
    ],
    ['is empty', empty, unreadable],
    ['is null', json(200, null), unreadable],
    [
      'has another shape',
      json(200, { hello: 1, request_id: 'r2' }),
      {
        ...{ kind: 'unexpected', code: 'UNEXPECTED_ANSWER', requestId: 'r2' },
        fault: { error: 'TypeError', at: expect.stringMatching(/^at .*call\.test\.ts:\d+/) },
      },
    ],
    ['is JSON without its end', (_req, res) => void res.end(accounts.slice(0, -1)), unreadable],
    ['breaks off', truncated, { kind: 'plaid-down' }],
    ['never begins', (req) => void req.socket.destroy(), { kind: 'plaid-down', code: 'ECONNRESET' }],
    ['never ends', endless, { kind: 'plaid-down', code: 'ENDLESS_ANSWER' }],
  ])('with a PlaidError without our secrets when the answer %s', async (_, answer, expected) => {
    const error = await ask(answer, { signal: AbortSignal.timeout(5_000) });
    expect(error).toBeInstanceOf(PlaidError);
    expect(error).toMatchObject({ endpoint: '/accounts/get', ...expected });
    expect(error).not.toMatchObject({ code: 'READER_LEFT' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(new RegExp(`${TOKEN}|${SECRET}`));
  });

  it.each<[string, RequestListener, string]>([
    ['is HTML', html, 'UNREADABLE_ANSWER'],
    ['is empty', empty, 'UNREADABLE_ANSWER'],
    [
      'is an error with a status of success',
      json(208, { error_code: 'OAUTH_STATE_ID_ALREADY_PROCESSED' }),
      'OAUTH_STATE_ID_ALREADY_PROCESSED',
    ],
  ])('when the answer %s, even if nothing is read from it', async (_, answer, code) => {
    const call = await callTo(answer, () => 1);
    expect(await call()).toMatchObject({ code });
  });
});

describe('a call whose answer does not come', () => {
  /** At least as long as Plaid says that its slowest answers take; short for what it answers by itself. */
  it.each([
    ['/accounts/get', 10],
    ['/item/get', 10],
    ['/transactions/get', 10],
    ['/link/token/create', 10],
    ['/accounts/balance/get', 40],
    ['/liabilities/get', 40],
  ])('of %s is given up after %i seconds, even if a byte arrives now and then', async (endpoint, seconds) => {
    const { setInterval: drip, clearInterval: stop } = globalThis;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const server = new EventEmitter();
    const dripping = once(server, 'dripping');
    const call = await callTo(
      (_req, res) => {
        const timer = drip(() => res.write(' '), 10);
        res.on('close', () => stop(timer));
        server.emit('dripping');
      },
      undefined,
      endpoint,
    );
    let outcome: unknown;
    const asked = call().then((error) => {
      outcome = error;
    });
    await dripping;
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(outcome).toMatchObject({ kind: 'plaid-down', code: 'TIMEOUT' });
  });

  it('is aborted as soon as its reader leaves, and Plaid sees the connection close', async () => {
    const server = new EventEmitter();
    const closed = once(server, 'closed');
    const reader = new AbortController();
    const call = await callTo((_req, res) => {
      res.on('close', () => server.emit('closed'));
      reader.abort();
    });
    expect(await call({ signal: reader.signal })).toMatchObject({ code: 'READER_LEFT' });
    await closed;
  });
});
