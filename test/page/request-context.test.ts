/** What a request leaves behind when its answer has ended: no call to Plaid, and no place in the queue. */

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Lane, openLane } from '../../src/event-loop-queue.ts';
import { requestContext, requireLinkedBank, signalOf } from '../../src/page/request-context.ts';
import type { Services } from '../../src/services.ts';
import { HURRY } from '../../src/web/server.ts';
import { playTime, turns } from '../support/play-time.ts';

/** Asks for an answer by this handler; gives what the handler gave. */
async function answering<T>(handle: (...question: Parameters<RequestHandler>) => T) {
  let given: T | undefined;
  const server = express()
    .use((...question) => {
      given = handle(...question);
    })
    .listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const asked = http.get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false });
  const [answer] = await once(asked, 'response');
  await text(answer);
  await turns();
  return given as T;
}

it('the signal of a request is aborted when its answer ends', async () => {
  const { signal, before } = await answering((_req, res) => {
    const signal = signalOf(res);
    const before = signal.aborted;
    res.send('all of it');
    return { signal, before };
  });
  expect([before, signal.aborted]).toEqual([false, true]);
});

it('the signal of a request is aborted when its process is about to end', async () => {
  const aborted = await answering((_req, res) => {
    const signal = signalOf(res);
    res.emit(HURRY);
    res.send('what there is');
    return signal.aborted;
  });
  expect(aborted).toBe(true);
});

it('nobody rests for a page whose answer has ended', async () => {
  const { use } = playTime();
  let lane: Lane | undefined;
  const services = { config: { rateLimit: 0 }, now: () => new Date(), ownOrigin: () => 'http://localhost' };
  const context = requestContext(services as unknown as Services);
  await answering((req, res) => {
    Object.assign(req, { vault: { entries: [] }, session: {} });
    context(req, res, async () => {
      ({ lane } = await req.context.plaidCalls());
      res.send('all of it');
    });
  });
  expect(lane).toBeDefined();
  const long = openLane({ isWaitedFor: true });
  await long.schedule(() => use(300));
  let isDone = false;
  void long.schedule(() => {
    isDone = true;
  });
  await turns();
  expect(isDone).toBe(true);
  long.close();
});

it('the signal of a request is aborted from the start when its reader has left by then', async () => {
  const server = express()
    .use((_req, res) => {
      res.once('close', () => {
        server.emit('asked', signalOf(res).aborted);
      });
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const isAborted = once(server, 'asked');
  const asked = http.get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  asked.on('error', () => {});
  await once(server, 'request');
  asked.destroy();
  expect(await isAborted).toEqual([true]);
  server.close();
});

describe('a request that needs a bank', () => {
  /** What the guard does with it: its status and what it sent, or 'let in'. */
  function guarded(path: string, context: { banks: number; unreadable: number }) {
    const outcome: unknown[] = [];
    const res = {
      redirect: (status: number, to: string) => outcome.push(status, to),
      status: (status: number) => ({ json: (body: unknown) => outcome.push(status, body) }),
    };
    const [banks, unreadable] = [Array(context.banks), Array(context.unreadable)];
    const req = { path, context: { banks, unreadable, origin: 'https://ledgerless.example' } };
    requireLinkedBank(req as unknown as Request, res as unknown as Response, () => outcome.push('let in'));
    return outcome;
  }

  it('is let in with one, whatever else cannot be used', () => {
    expect(guarded('/dashboard', { banks: 1, unreadable: 1 })).toEqual(['let in']);
    expect(guarded('/api/dashboard', { banks: 2, unreadable: 0 })).toEqual(['let in']);
  });

  it('is led to where one is linked', () => {
    expect(guarded('/dashboard', { banks: 0, unreadable: 1 })).toEqual([303, '/']);
  });

  it.each([
    [0, 'No bank is connected in the browser whose cookies came with this request, or none came.'],
    [1, 'This server can use none of the bank cookies that came with this request.'],
  ])('of the API, with %i banks that cannot be used, is told how to link one', (unreadable, message) => {
    const url = 'https://ledgerless.example/';
    const sentence = `Open ${url} in a browser, press Connect a bank, and send the cookies it holds then.`;
    expect(guarded('/api/dashboard', { banks: 0, unreadable })).toEqual([
      401,
      { error: 'unauthorized', message, howToLink: { url, sentence } },
    ]);
  });
});
