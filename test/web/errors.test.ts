import type express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { type ErrorPage, HttpError } from '../../src/web/errors.ts';
import { appThrowing } from './throwing-app.ts';

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
        title: expect.stringMatching(/^[A-Z].*\w$/),
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
    ['a status and no error', () => ({ status: 404 })],
  ])('that is %s is ours, and has our page', async (_, thrown) => {
    const answer = await request(appThrowing(thrown).app).get('/throw');
    expect(answer.status).toBe(500);
    expect(pageOf(answer).status).toBe(500);
  });

  it.each([
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [500, 'internal-server-error'],
    [499, 'unnamed'],
  ])('of status %d is data for programs, with the code %s', async (status, code) => {
    const { app } = appThrowing(() => new HttpError(status));
    const { title, sentence } = pageOf(await request(app).get('/throw'));
    const answer = await request(app).get('/api/throw');
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toEqual({ error: code, message: `${title}. ${sentence}` });
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
