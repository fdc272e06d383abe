import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { requestLog } from '../../src/web/request-log.ts';
import { captureLog } from './samples.ts';

let capture: ReturnType<typeof captureLog>;
let app: express.Express;
beforeEach(() => {
  capture = captureLog();
  app = express().use(requestLog(capture.log));
  app.get('/transactions', (req, res) => void res.send(req.id));
  app.post('/banks/:id/disconnect', (_req, res) => void res.sendStatus(303));
  const inner = Router().get('/:token', (_req, res) => void res.send('inner'));
  app.use('/demo/link', inner);
  app.get('/hang', (_req, res) => void res.write('first byte'));
});

/** The one line that is logged, as soon as it is. */
async function line(): Promise<Record<string, unknown> | undefined> {
  await expect.poll(capture.lines).toHaveLength(1);
  return capture.lines()[0];
}

/** Asks the app for this path; the server is closed when the test has finished. */
async function ask(app: express.Express, path: string) {
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = http.get({ port, host: '127.0.0.1', path });
  asked.on('error', () => {});
  return { server, asked };
}

describe('the log line of a request', () => {
  it('has its id, method, route, status and duration, and nothing else', async () => {
    const answer = await request(app).get('/transactions');
    expect(await line()).toEqual({
      level: 30,
      time: expect.any(Number),
      requestId: answer.text,
      method: 'GET',
      route: '/transactions',
      status: 200,
      ms: expect.any(Number),
      msg: 'request',
    });
    expect(answer.text).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has the duration in milliseconds', async () => {
    app.get('/slow', (_req, res) => void setTimeout(() => res.send('slow'), 60));
    const start = performance.now();
    await request(app).get('/slow');
    const { ms } = (await line()) ?? {};
    expect(ms).toBeGreaterThanOrEqual(59);
    expect(ms).toBeLessThanOrEqual(Math.ceil(performance.now() - start));
  });

  it('has no query, no address and no header', async () => {
    await request(app).get('/transactions?q=needle').set({
      'User-Agent': 'needle',
      Cookie: 'needle=1',
      'X-Forwarded-For': '192.0.2.77',
      Referer: 'http://needle',
    });
    const text = JSON.stringify(await line());
    for (const personal of ['needle', '192.0.2.77', '127.0.0.1', '?']) expect(text).not.toContain(personal);
  });

  it('has the route with the names of its parameters and not their values', async () => {
    await request(app).post('/banks/needle/disconnect');
    expect(await line()).toMatchObject({ method: 'POST', route: '/banks/:id/disconnect', status: 303 });
  });

  it('has the path of the router before its route', async () => {
    await request(app).get('/demo/link/needle');
    expect(await line()).toMatchObject({ route: '/demo/link/:token' });
  });

  it('has `none` for an address without a route', async () => {
    await request(app).get('/needle?needle');
    expect(await line()).toMatchObject({ route: 'none', status: 404 });
  });

  it('says when the reader left before the end', async () => {
    const { asked } = await ask(app, '/hang');
    await once(asked, 'response');
    asked.destroy();
    expect(await line()).toMatchObject({ route: '/hang', isAborted: true });
  });

  it('says so even when the reader left before the logging began', async () => {
    const slow = express().use((_req, res, next) => void res.once('close', () => next()));
    const { server, asked } = await ask(slow.use(requestLog(capture.log)), '/');
    await once(server, 'request');
    asked.destroy();
    expect(await line()).toMatchObject({ method: 'GET', isAborted: true });
  });
});
