import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { clearUserCookie, readUserCookie, writeUserCookie } from '../../src/users/user-cookie.ts';
import { keyNamed, START } from '../web/samples.ts';

const USER = { id: 'user-1', signOuts: 12 };
const END = new Date(START.getTime() + 60_000);

function instance({ keys = ['first'], isSecure = false, now = START } = {}) {
  const options = { sealer: createSealer(keys.map(keyNamed)), isSecure, now: () => now };
  const app = express();
  app.get('/in', (_req, res) => {
    writeUserCookie(res, { ...USER, expiresAt: END }, options);
    res.end();
  });
  app.get('/out', (req, res) => {
    clearUserCookie(req, res, isSecure);
    res.end();
  });
  app.get('/who', (req, res) => void res.json(readUserCookie(req, options)));
  return app;
}

async function lineFrom(app: express.Express, path: string, cookie = ''): Promise<string> {
  const { headers } = await request(app).get(path).set('Cookie', cookie);
  return (headers['set-cookie'] as unknown as string[] | undefined)?.[0] ?? '';
}

async function who(app: express.Express, cookie: string): Promise<unknown> {
  return (await request(app).get('/who').set('Cookie', cookie)).body;
}

it('the user cookie names the user at any instance until it expires', async () => {
  const line = await lineFrom(instance(), '/in');
  const cookie = line.split(';')[0] ?? '';
  expect(cookie).not.toContain('user-1');
  expect(line).toMatch(/^user=v1\.[\w.-]+; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  expect(await who(instance(), cookie)).toEqual(USER);
  expect(await who(instance({ keys: ['second', 'first'] }), cookie)).toEqual(USER);
  expect(await who(instance({ now: new Date(END.getTime() - 1) }), cookie)).toEqual(USER);
  expect(await who(instance({ now: END }), cookie)).toBeNull();
});

it('the user cookie is bound to its name, and to https where the public address has it', async () => {
  const secure = instance({ isSecure: true });
  const line = await lineFrom(secure, '/in');
  expect(line).toMatch(
    /^__Host-user=v1\.[\w.-]+; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  const value = line.split(';')[0]?.split('=')[1];
  expect(await who(secure, `__Host-user=${value}`)).toEqual(USER);
  expect(await who(instance(), `user=${value}`)).toBeNull();
});

const sealed = (content: string, purpose: 'user' | 'session' = 'user') =>
  createSealer([keyNamed('first')]).seal(Buffer.from(content), END, { purpose, name: 'user' });

it('the user cookie has this format in a rolling deploy, and is valid for its purpose only', async () => {
  expect(await who(instance(), `user=${sealed('user-1 12')}`)).toEqual(USER);
  expect(await who(instance(), `user=${sealed('user-1 12', 'session')}`)).toBeNull();
});

it.each([
  'user-1',
  '2b0e6f0c-6f6b-4f4c-9d6a-0d6b5f3c1a11',
  'user-1 ',
  'user-1 -1',
  'user-1 1.5',
  'user-1 x',
  ' 1',
])('the user cookie is invalid where it holds no count of sign-outs: %j', async (content) => {
  expect(await who(instance(), `user=${sealed(content)}`)).toBeNull();
});

it.each(['', 'user=', 'user=v1.x.y', 'user=user-1', 'session=v1.x.y'])(
  'the user cookie is invalid in %j',
  async (cookie) => {
    expect(await who(instance(), cookie)).toBeNull();
  },
);

it('the user cookie is invalid when its key was removed, and is cleared with its attributes', async () => {
  const cookie = (await lineFrom(instance(), '/in')).split(';')[0] ?? '';
  expect(await who(instance({ keys: ['second'] }), cookie)).toBeNull();
  expect(await lineFrom(instance(), '/out')).toBe('');
  expect(await lineFrom(instance(), '/out', 'user=anything')).toMatch(
    /^user=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax$/,
  );
});
