import type { RequestListener } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callPlaid, createClient } from '../../src/plaid/call.ts';
import { createPlaidApi } from '../../src/plaid/client.ts';
import { unwrap } from '../support/unwrap.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

let upstream: Upstream;
afterEach(() => {
  vi.useRealTimers();
  upstream.close();
});

/** A question to a server that answers so, which may be asked again and again; what comes of it, or the error. */
async function questionTo(answer: RequestListener): Promise<(signal?: AbortSignal) => Promise<unknown>> {
  upstream = await startUpstream(answer);
  const sdk = createClient({ baseUrl: upstream.baseUrl, clientId: 'client', secret: 'secret' });
  return (signal) =>
    unwrap(
      callPlaid({
        endpoint: '/accounts/get',
        callOptions: signal && { signal },
        call: (options) => sdk.accountsGet({ access_token: 'access-1' }, options),
        read: () => 'answer',
      }),
    ).catch((error: unknown) => error);
}

/** A promise, and what fulfils it. */
function moment(): { come: Promise<void>; isHere: () => void } {
  let isHere = () => {};
  const come = new Promise<void>((resolve) => {
    isHere = resolve;
  });
  return { come, isHere };
}

it('the connection is used again for the next question', async () => {
  const ports = new Set<number | undefined>();
  const ask = await questionTo((req, res) => {
    ports.add(req.socket.remotePort);
    json(200, {})(req, res);
  });
  expect([await ask(), await ask(), await ask()]).toEqual(['answer', 'answer', 'answer']);
  expect(ports.size).toBe(1);
});

it('no answer is taken in before somebody reads it', async () => {
  upstream = await startUpstream(json(200, { accounts: [] }));
  const api = createPlaidApi({ baseUrl: upstream.baseUrl, clientId: 'client', secret: 'secret' });
  const { data } = await api.accountsGet({ access_token: 'access-1' });
  expect(await text(data as unknown as Readable)).toBe('{"accounts":[]}');
});

describe('an answer that does not come', () => {
  it('is given up after ten seconds, though it drips', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const dripping = moment();
    const ask = await questionTo((_req, res) => {
      const timer = setInterval(() => res.write(' '), 10);
      res.on('close', () => clearInterval(timer));
      dripping.isHere();
    });
    let outcome: unknown;
    const asked = ask().then((error) => {
      outcome = error;
    });
    await dripping.come;
    await vi.advanceTimersByTimeAsync(9_999);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(outcome).toMatchObject({ kind: 'plaid-down', code: 'TIMEOUT' });
  });

  it('is given up as soon as the reader leaves, and Plaid sees it', async () => {
    const closed = moment();
    const reader = new AbortController();
    const ask = await questionTo((_req, res) => {
      res.on('close', closed.isHere);
      reader.abort();
    });
    expect(await ask(reader.signal)).toMatchObject({ code: 'READER_LEFT' });
    await closed.come;
  });
});
