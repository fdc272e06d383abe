import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { signalOf } from '../../src/page/request-context.ts';

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
