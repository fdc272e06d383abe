import express from 'express';
import request from 'supertest';
import { describe, expect, it, vi } from 'vitest';
import { BusyError, type ErrorPage, errorHandler, HttpError, notFound } from '../../src/web/errors.ts';
import { captureLog } from './samples.ts';

/** An app whose routes fail with this, each in its own way; its error page is its model as JSON. */
function appThrowing(thrown: () => unknown) {
  const { log, lines } = captureLog();
  const app = express();
  app.use((req, _res, next) => {
    req.id = 'request-1';
    next();
  });
  app.get(['/throw', '/api/throw'], () => {
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
      const answer = await request(appThrowing(() => new HttpError(status)).app).get('/throw');
      expect(answer.status).toBe(status);
      expect(pageOf(answer)).toEqual({
        status,
        title: expect.stringMatching(/^[A-Z].*\w$/),
        sentence: expect.stringMatching(/\.$/),
      });
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it('of another status has the texts of 400 or 500', async () => {
    const titleOf = async (status: number) =>
      pageOf(await request(appThrowing(() => new HttpError(status)).app).get('/throw')).title;
    expect(await titleOf(418)).toBe(await titleOf(400));
    expect(await titleOf(502)).toBe(await titleOf(500));
    expect(await titleOf(403)).not.toBe(await titleOf(400));
  });

  it('of a server that is busy says so and when to come again, and is not logged', async () => {
    const { app, lines } = appThrowing(() => new BusyError());
    const answer = await request(app).get('/throw');
    expect(answer.headers['retry-after']).toBe('10');
    expect(pageOf(answer)).toEqual({
      status: 503,
      title: 'This server is busy',
      sentence:
        'It has more to do at the moment than it can. Your banks are not the reason; try again in a few seconds.',
    });
    const { status, headers, body } = await request(app).get('/api/throw');
    expect([status, headers['retry-after'], body.error]).toEqual([503, '10', 'service-unavailable']);
    expect(lines()).toEqual([]);
  });

  it('says when to come again where waiting helps, and else not', async () => {
    const waitOf = async (thrown: HttpError) =>
      (await request(appThrowing(() => thrown).app).get('/throw')).headers['retry-after'];
    expect(await waitOf(new HttpError(429, 7))).toBe('7');
    expect(await waitOf(new HttpError(429))).toBeUndefined();
  });

  it('of our own code has status 500, when it is thrown and when a promise rejects', async () => {
    const { app } = appThrowing(() => new TypeError('x'));
    expect((await request(app).get('/throw')).status).toBe(500);
    expect((await request(app).get('/reject')).status).toBe(500);
  });

  it.each([
    ['a string', () => 'thrown'],
    ['an object without a prototype', () => Object.create(null)],
    ['an error with a status of success', () => Object.assign(new Error('x'), { status: 200 })],
    ['an error with a status above 599', () => Object.assign(new Error('x'), { status: 600 })],
    ['an error with a status as a string', () => Object.assign(new Error('x'), { status: '404' })],
    ['a status without an error', () => ({ status: 404 })],
  ])('that is %s has status 500 and its page', async (_, thrown) => {
    const answer = await request(appThrowing(thrown).app).get('/throw');
    expect(answer.status).toBe(500);
    expect(pageOf(answer).status).toBe(500);
  });

  it.each([
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [500, 'internal-server-error'],
    [499, 'unnamed'],
  ])('of status %d is JSON with the code %s below /api/', async (status, code) => {
    const { app } = appThrowing(() => new HttpError(status));
    const { title, sentence } = pageOf(await request(app).get('/throw'));
    const answer = await request(app).get('/api/throw');
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toEqual({ error: code, message: `${title}. ${sentence}` });
  });

  const post = (app: express.Express, form: string) => request(app).post('/form').send(form);
  it.each([
    ['an unknown address', 404, (app: express.Express) => request(app).get('/nowhere')],
    ['a garbled address', 400, (app: express.Express) => request(app).get('/decoded/%zz')],
    ['too long a form', 413, (app: express.Express) => post(app, `a=${'x'.repeat(20)}`)],
    ['too many fields', 413, (app: express.Express) => post(app, 'a=&b=&c=')],
  ])('for %s has status %d', async (_, status, ask) => {
    const answer = await ask(appThrowing(() => null).app);
    expect(answer.status).toBe(status);
    expect(pageOf(answer).status).toBe(status);
  });

  it('after the first byte cuts the connection, so that the answer does not seem complete', async () => {
    const { app, lines } = appThrowing(() => new Error('x'));
    // Express would write what nobody handles to standard error, message and all.
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(request(app.set('env', 'production')).get('/late')).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(lines()).toHaveLength(1);
    expect(complaint).not.toHaveBeenCalled();
    complaint.mockRestore();
  });
});

describe('the message of an error', () => {
  const SECRET = 'access-sandbox-of-somebody';

  it('does not reach the page', async () => {
    const { app } = appThrowing(() => new Error(SECRET));
    expect((await request(app).get('/throw')).text).not.toContain(SECRET);
  });

  it.each([SECRET, `first line\n    at ${SECRET}`, `\n at ${SECRET} (somewhere:1:2)\nmore`])(
    'does not reach the log, which has its class and its place in the code: %j',
    async (message) => {
      const { app, lines } = appThrowing(() => new TypeError(message));
      await request(app).get('/throw');
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toMatchObject({ requestId: 'request-1', error: 'TypeError', msg: 'request failed' });
      expect(lines()[0]?.at).toMatch(/^at .*errors\.test\.ts:\d+:\d+/);
      expect(JSON.stringify(lines())).not.toContain(SECRET);
    },
  );

  it('does not reach the log when it is thrown as a string, of which the log has the type', async () => {
    const { app, lines } = appThrowing(() => SECRET);
    await request(app).get('/throw');
    expect(lines()[0]).toMatchObject({ error: 'string' });
    expect(JSON.stringify(lines())).not.toContain(SECRET);
  });
});

describe('the log', () => {
  it.each([undefined, 'TypeError: x'])(
    'has the class of an error alone when its stack is %j',
    async (stack) => {
      const { app, lines } = appThrowing(() => Object.assign(new TypeError('x'), { stack }));
      await request(app).get('/throw');
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toMatchObject({ error: 'TypeError' });
      expect(lines()[0]).not.toHaveProperty('at');
    },
  );

  it('has no line for an error of the client', async () => {
    const { app, lines } = appThrowing(() => new HttpError(404));
    await request(app).get('/throw');
    expect(lines()).toEqual([]);
  });
});
