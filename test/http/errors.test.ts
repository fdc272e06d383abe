import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { type ErrorPage, errorHandler, HttpError, notFound } from '../../src/http/errors.ts';
import { captureLog } from './samples.ts';

/** An app whose one route throws; its error page is what the handler gave to it. */
function appThrowing(thrown: () => unknown) {
  const { log, lines } = captureLog();
  const app = express();
  app.use((req, _res, next) => {
    req.id = 'request-1';
    next();
  });
  app.get('/throw', () => {
    throw thrown();
  });
  app.get('/reject', async () => {
    throw thrown();
  });
  app.get('/late', (_req, res) => {
    res.write('first byte');
    throw thrown();
  });
  app.post('/form', express.urlencoded({ extended: false, limit: 10, parameterLimit: 2 }), (_req, res) => {
    res.send('read');
  });
  app.get('/decoded/:name', (_req, res) => void res.send('decoded'));
  app.use(notFound);
  app.use(errorHandler(log, (error) => JSON.stringify(error)));
  return { app, lines };
}

const pageOf = (answer: request.Response): ErrorPage => JSON.parse(answer.text);

describe('an error', () => {
  it.each([400, 403, 404, 405, 413, 414, 415, 429, 500, 503])(
    'of status %d has a page of its own',
    async (status) => {
      const { app } = appThrowing(() => new HttpError(status));
      const answer = await request(app).get('/throw');
      expect(answer.status).toBe(status);
      expect(pageOf(answer)).toEqual({
        status,
        title: expect.any(String),
        sentence: expect.stringMatching(/\.$/),
      });
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it('of another status has the words of its family', async () => {
    const titleOf = async (status: number) =>
      pageOf(await request(appThrowing(() => new HttpError(status)).app).get('/throw')).title;
    expect(await titleOf(418)).toBe(await titleOf(400));
    expect(await titleOf(502)).toBe(await titleOf(500));
    expect(await titleOf(403)).not.toBe(await titleOf(400));
  });

  it('of a method says which ones there are', async () => {
    const { app } = appThrowing(() => new HttpError(405));
    expect((await request(app).get('/throw')).headers.allow).toBe('GET, HEAD, POST');
  });

  it('that nobody foresaw is ours, in a promise as well', async () => {
    const { app } = appThrowing(() => new TypeError('x'));
    expect((await request(app).get('/throw')).status).toBe(500);
    expect((await request(app).get('/reject')).status).toBe(500);
  });

  it.each([
    ['a text', () => 'thrown'],
    ['nothing', () => Object.create(null)],
    ['a status that is none', () => Object.assign(new Error('x'), { status: 200 })],
    ['a status beyond all', () => Object.assign(new Error('x'), { status: 600 })],
    ['a status in words', () => Object.assign(new Error('x'), { status: '404' })],
  ])('that is %s is ours', async (_, thrown) => {
    expect((await request(appThrowing(thrown).app).get('/throw')).status).toBe(500);
  });

  it.each([
    ['an unknown address', 404, (app: express.Express) => request(app).get('/nowhere')],
    ['a garbled address', 400, (app: express.Express) => request(app).get('/decoded/%zz')],
    [
      'too long a form',
      413,
      (app: express.Express) =>
        request(app)
          .post('/form')
          .send(`a=${'x'.repeat(20)}`),
    ],
    ['too many fields', 413, (app: express.Express) => request(app).post('/form').send('a=&b=&c=')],
  ])('is made of %s: %d', async (_, status, ask) => {
    const answer = await ask(appThrowing(() => null).app);
    expect(answer.status).toBe(status);
    expect(pageOf(answer).status).toBe(status);
  });
});

describe('what an error tells', () => {
  const SECRET = 'access-sandbox-of-somebody';

  it('never reaches the page', async () => {
    const { app } = appThrowing(() => new Error(SECRET));
    expect((await request(app).get('/throw')).text).not.toContain(SECRET);
  });

  it.each([SECRET, `first line\n    at ${SECRET}`, `\n at ${SECRET} (somewhere:1:2)\nmore`])(
    'reaches the log as its kind and place alone: %j',
    async (message) => {
      const { app, lines } = appThrowing(() => new TypeError(message));
      await request(app).get('/throw');
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toMatchObject({ requestId: 'request-1', error: 'TypeError', msg: 'request failed' });
      expect(lines()[0]?.at).toMatch(/^at .*errors\.test\.ts:\d+:\d+/);
      expect(JSON.stringify(lines())).not.toContain(SECRET);
    },
  );

  it('reaches the log as its type where it is no Error', async () => {
    const { app, lines } = appThrowing(() => SECRET);
    await request(app).get('/throw');
    expect(lines()[0]).toMatchObject({ error: 'string' });
    expect(JSON.stringify(lines())).not.toContain(SECRET);
  });

  it('is no line at all where the person asked wrongly', async () => {
    const { app, lines } = appThrowing(() => new HttpError(404));
    await request(app).get('/throw');
    expect(lines()).toEqual([]);
  });
});

describe('an error after the first byte', () => {
  it('breaks the answer off, so that nobody takes it for whole', async () => {
    const { app, lines } = appThrowing(() => new Error('x'));
    await expect(request(app).get('/late')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(lines()).toHaveLength(1);
  });
});
