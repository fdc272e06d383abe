import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { type JsonWithList, sendJsonWithList } from '../../src/web/download.ts';

let server: http.Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The address of a server that answers this; `ended` resolves when the sending has. */
async function serve(json: JsonWithList): Promise<{ url: string; ended: Promise<void> }> {
  let ended: Promise<void> = Promise.resolve();
  const app = express().get('/', (_req, res) => {
    ended = sendJsonWithList(res, json);
    ended.catch(() => {});
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    get ended() {
      return ended;
    },
  };
}

it.each([
  ['no part', []],
  ['empty parts only', [[], []]],
  ['one part', [[{ n: 1 }]]],
  ['parts with an empty one between', [[{ n: 1 }, { n: 2 }], [], [{ n: 3 }]]],
])('is the same as JSON in one piece: %s', async (_, parts) => {
  const { url } = await serve({ facts: { about: '"}', n: null }, listName: 'rows', parts });
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual({ about: '"}', n: null, rows: parts.flat() });
});

it('gives others their turn between two parts', async () => {
  let turns = 0;
  let isDone = false;
  const count = async () => {
    while (!isDone) {
      await nextTurn();
      turns += 1;
    }
  };
  const seen: number[] = [];
  function* parts() {
    for (let n = 0; n < 20; n++) {
      seen.push(turns);
      yield [{ n }];
    }
  }
  const { url } = await serve({ facts: { a: 1 }, listName: 'rows', parts: parts() });
  void count();
  expect(await (await fetch(url)).json()).toMatchObject({ rows: seen.map((_, n) => ({ n })) });
  isDone = true;
  expect(new Set(seen).size).toBe(20);
});

it('takes a reader who leaves for no failure', async () => {
  function* parts() {
    for (;;) yield [{ text: 'x'.repeat(10_000) }];
  }
  const served = await serve({ facts: { a: 1 }, listName: 'rows', parts: parts() });
  const request = http.get(served.url);
  const [response] = await once(request, 'response');
  await once(response, 'data');
  response.destroy();
  await expect(served.ended).resolves.toBeUndefined();
});

it('cuts the connection when a part fails, and tells what failed', async () => {
  const failure = new Error('the bank');
  function* parts() {
    yield [{ n: 1 }];
    throw failure;
  }
  const served = await serve({ facts: { a: 1 }, listName: 'rows', parts: parts() });
  const answer = await fetch(served.url);
  await expect(answer.text()).rejects.toThrow('terminated');
  await expect(served.ended).rejects.toBe(failure);
});
