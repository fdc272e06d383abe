import express, { type Response } from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { setUnlessAwaited } from '../../src/web/cookies.ts';

/** The names of the cookies that an answer sets: of one that was asked for before, of two renewed, and of one asked for after. */
async function cookiesSet(answer: (res: Response) => Promise<unknown>): Promise<string[]> {
  const app = express();
  app.get('/', async (_req, res) => {
    res.cookie('asked', '1');
    setUnlessAwaited(res, () => res.cookie('renewed', '2').cookie('renewed-too', '3'));
    await answer(res);
    res.cookie('asked-later', '4').end();
  });
  const { headers } = await request(app).get('/');
  return ((headers['set-cookie'] ?? []) as unknown as string[]).map((line) => line.split('=', 1)[0] ?? '');
}

const turn = () => new Promise(setImmediate);

it('a cookie that nobody asked for leaves with an answer that waits for nothing', async () => {
  const names = await cookiesSet(async () => await Promise.resolve());
  expect(names).toEqual(['asked', 'renewed', 'renewed-too', 'asked-later']);
});

it('it stays away from an answer that waits, which keeps the others', async () => {
  expect(await cookiesSet(turn)).toEqual(['asked', 'asked-later']);
});

it('it leaves with a head that goes out at once, whatever comes after', async () => {
  const app = express();
  app.get('/', async (_req, res) => {
    setUnlessAwaited(res, () => res.cookie('renewed', '2'));
    res.write('first');
    await turn();
    res.end();
  });
  const { headers, text } = await request(app).get('/');
  expect([headers['set-cookie'], text]).toEqual([['renewed=2; Path=/'], 'first']);
});

it('it stays away from the answer to a form, whose body may have taken a while', async () => {
  const app = express();
  app.post('/', (_req, res) => {
    setUnlessAwaited(res, () => res.cookie('renewed', '2'));
    res.end();
  });
  expect((await request(app).post('/')).headers['set-cookie']).toBeUndefined();
});

it('an answer that waits and has no other cookie sets none', async () => {
  const app = express();
  app.get('/', async (_req, res) => {
    setUnlessAwaited(res, () => res.cookie('renewed', '2'));
    await turn();
    res.end();
  });
  expect((await request(app).get('/')).headers['set-cookie']).toBeUndefined();
});
