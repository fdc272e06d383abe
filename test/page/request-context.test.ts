/** What a request leaves behind when its answer has ended: no call to Plaid, and no place in the queue. */

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express, { type RequestHandler } from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { type Lane, openLane } from '../../src/event-loop-queue.ts';
import { requestContext, signalOf } from '../../src/page/request-context.ts';
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
