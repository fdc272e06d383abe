import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { clearUserId, readUserId, writeUserId } from '../../src/users/user-cookie.ts';
import { keyNamed, START } from '../web/samples.ts';

const END = new Date(START.getTime() + 60_000);

function instance({ keys = ['first'], isSecure = false, now = START } = {}) {
  const options = { sealer: createSealer(keys.map(keyNamed)), isSecure, now: () => now };
  const app = express();
  app.get('/in', (_req, res) => {
    writeUserId(res, { userId: 'user-1', expiresAt: END }, options);
    res.end();
  });
  app.get('/out', (_req, res) => {
    clearUserId(res, isSecure);
    res.end();
  });
  app.get('/who', (req, res) => void res.json(readUserId(req, options)));
  return app;
}

async function lineFrom(app: express.Express, path: string): Promise<string> {
  return ((await request(app).get(path)).headers['set-cookie'] as unknown as string[])[0] ?? '';
}

async function who(app: express.Express, cookie: string): Promise<unknown> {
  return (await request(app).get('/who').set('Cookie', cookie)).body;
}

it('the user cookie names the user at any instance until it expires', async () => {
  const line = await lineFrom(instance(), '/in');
  const cookie = line.split(';')[0] ?? '';
  expect(cookie).not.toContain('user-1');
  expect(line).toMatch(/^user=v1\.[\w.-]+; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  expect(await who(instance(), cookie)).toBe('user-1');
  expect(await who(instance({ keys: ['second', 'first'] }), cookie)).toBe('user-1');
  expect(await who(instance({ now: new Date(END.getTime() - 1) }), cookie)).toBe('user-1');
  expect(await who(instance({ now: END }), cookie)).toBeNull();
});

it('the user cookie is bound to its name, and to https where the public address has it', async () => {
  const secure = instance({ isSecure: true });
  const line = await lineFrom(secure, '/in');
  expect(line).toMatch(
    /^__Host-user=v1\.[\w.-]+; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  const value = line.split(';')[0]?.split('=')[1];
  expect(await who(secure, `__Host-user=${value}`)).toBe('user-1');
  expect(await who(instance(), `user=${value}`)).toBeNull();
});

it('the user cookie has the same format in every version, and is valid for its purpose only', async () => {
  const sealed = (purpose: 'user' | 'session') =>
    createSealer([keyNamed('first')]).seal(Buffer.from('user-1'), END, { purpose, name: 'user' });
  expect(await who(instance(), `user=${sealed('user')}`)).toBe('user-1');
  expect(await who(instance(), `user=${sealed('session')}`)).toBeNull();
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
  expect(await lineFrom(instance(), '/out')).toMatch(
    /^user=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax$/,
  );
});
