import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import express, { type Response } from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type JsonWithList, sendDownload, sendJsonWithList } from '../../src/web/download.ts';

/** The address of a server that answers so, and how the sending of its last answer went. */
async function serve(send: (res: Response) => Promise<void>) {
  let sending: Promise<void> = Promise.resolve();
  const app = express().get('/', (_req, res) => {
    sending = send(res);
    sending.catch(() => {});
  });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, sending: () => sending };
}

const serveFile = (pieces: AsyncIterable<string>) =>
  serve((res) => sendDownload(res, { fileName: 'a.csv', mediaType: 'text/csv', pieces }));
const serveJson = (parts: JsonWithList['parts'], facts: object = { a: 1 }) =>
  serve((res) => sendJsonWithList(res, { facts, listName: 'rows', parts }));

/** An answer whose first bytes have been read. */
async function startReading(url: string): Promise<http.IncomingMessage> {
  const [answer] = await once(http.get(url), 'response');
  await once(answer, 'data');
  return answer.pause();
}

/** Fails before or after the headers, depending on how soon the connection is cut. */
async function expectCut(url: string): Promise<void> {
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow(/fetch failed|terminated/);
}

describe('a download', () => {
  async function* piecesOf(...pieces: (string | Error)[]) {
    for (const piece of pieces) {
      if (piece instanceof Error) throw piece;
      yield piece;
    }
  }

  it('sends its pieces as one attachment', async () => {
    const answer = await fetch((await serveFile(piecesOf('a,', '', 'b\r\n'))).url);
    expect(await answer.text()).toBe('a,b\r\n');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a.csv"');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
  });

  it.each([
    ['no code', new Error('the bank')],
    ['a code', Object.assign(new Error('the bank'), { code: 'ECONNRESET' })],
  ])('cuts the connection when a piece fails with %s, and rejects with its error', async (_, failure) => {
    const { url, sending } = await serveFile(piecesOf('a,b\r\n', failure));
    await expectCut(url);
    await expect(sending()).rejects.toBe(failure);
  });

  it('rejects with the error of a piece that fails after the connection was lost', async () => {
    const ofPiece = new Error('the bank');
    const { url, sending } = await serve((res) => {
      async function* failing() {
        yield 'a,b\r\n';
        res.destroy();
        await once(res, 'close');
        throw ofPiece;
      }
      return sendDownload(res, { fileName: 'a.csv', mediaType: 'text/csv', pieces: failing() });
    });
    await expectCut(url);
    await expect(sending()).rejects.toBe(ofPiece);
  });

  it('makes no more pieces than its reader takes, and does not reject when the reader leaves', async () => {
    let made = 0;
    async function* endless() {
      for (; made < 10_000; made++) yield 'x'.repeat(64_000);
    }
    const { url, sending } = await serveFile(endless());
    const answer = await startReading(url);
    await wait(200);
    answer.destroy();
    await expect(sending()).resolves.toBeUndefined();
    expect(made).toBeLessThan(2_000);
  });
});

describe('JSON with a list', () => {
  it.each([
    ['no part', []],
    ['empty parts only', [[], []]],
    ['one part', [[{ n: 1 }]]],
    ['parts with an empty one between', [[{ n: 1 }, { n: 2 }], [], [{ n: 3 }]]],
  ])('of %s is the same as JSON in one piece', async (_, parts) => {
    const answer = await fetch((await serveJson(parts, { about: '"}', n: null })).url);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual({ about: '"}', n: null, rows: parts.flat() });
  });

  it('lets other work run between two parts', async () => {
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
    const { url } = await serveJson(parts());
    void count();
    expect(await (await fetch(url)).json()).toMatchObject({ rows: seen.map((_, n) => ({ n })) });
    isDone = true;
    expect(new Set(seen).size).toBe(20);
  });

  it('does not reject when its reader leaves', async () => {
    function* parts() {
      for (;;) yield [{ text: 'x'.repeat(10_000) }];
    }
    const { url, sending } = await serveJson(parts());
    (await startReading(url)).destroy();
    await expect(sending()).resolves.toBeUndefined();
  });

  it('cuts the connection when a part fails, and rejects with its error', async () => {
    const failure = new Error('the bank');
    function* parts() {
      yield [{ n: 1 }];
      throw failure;
    }
    const { url, sending } = await serveJson(parts());
    await expectCut(url);
    await expect(sending()).rejects.toBe(failure);
  });
});
