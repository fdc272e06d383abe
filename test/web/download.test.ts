import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { sendDownload } from '../../src/web/download.ts';

async function* piecesOf(...pieces: (string | Error)[]) {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

function appSending(pieces: () => AsyncIterable<string>, onEnd: (error: unknown) => void = () => {}) {
  return express().get('/', async (_req, res) => {
    try {
      await sendDownload(res, { fileName: 'a.csv', mediaType: 'text/csv', pieces: pieces() });
      onEnd(null);
    } catch (error) {
      onEnd(error);
    }
  });
}

it('sends the pieces as one attachment', async () => {
  const answer = await request(appSending(() => piecesOf('a,', '', 'b\r\n'))).get('/');
  expect(answer.text).toBe('a,b\r\n');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="a.csv"');
  expect(answer.headers['content-type']).toContain('text/csv');
  expect(answer.headers['x-accel-buffering']).toBe('no');
});

it.each([
  ['nothing more', new Error('the bank')],
  ['a code', Object.assign(new Error('the bank'), { code: 'ECONNRESET' })],
])('cuts the connection when a piece fails with %s, and tells what failed', async (_, failure) => {
  let told: unknown;
  const app = appSending(
    () => piecesOf('a,b\r\n', failure),
    (error) => {
      told = error;
    },
  );
  await expect(request(app).get('/')).rejects.toThrow(/aborted|hang up/);
  expect(told).toBe(failure);
});

it('asks for no more than the reader takes', async () => {
  let written = 0;
  async function* endless() {
    for (; written < 10_000; written++) yield 'x'.repeat(64_000);
  }
  const ended = new Promise((resolve) => {
    const server = appSending(endless, (error) => resolve({ error, server: server.close() })).listen(
      0,
      '127.0.0.1',
    );
    server.once('listening', async () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const leaving = new AbortController();
      const response = await fetch(`http://127.0.0.1:${port}/`, { signal: leaving.signal });
      await response.body?.getReader().read();
      setTimeout(() => leaving.abort(), 200);
    });
  });
  expect(await ended).toMatchObject({ error: null });
  expect(written).toBeLessThan(2_000);
});
