import request from 'supertest';
import { describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../src/web/errors.ts';
import { appThrowing } from './throwing-app.ts';

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
      expect(lines()[0]?.at).toMatch(/^at .*errors-log\.test\.ts:\d+:\d+/);
      expect(JSON.stringify(lines())).not.toContain(SECRET);
    },
  );

  it('reaches the log as its type where it is no Error', async () => {
    const { app, lines } = appThrowing(() => SECRET);
    await request(app).get('/throw');
    expect(lines()[0]).toMatchObject({ error: 'string' });
    expect(JSON.stringify(lines())).not.toContain(SECRET);
  });

  it.each([undefined, 'TypeError: x'])(
    'reaches the log as its kind alone where its stack is %j',
    async (stack) => {
      const { app, lines } = appThrowing(() => Object.assign(new TypeError('x'), { stack }));
      await request(app).get('/throw');
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toMatchObject({ error: 'TypeError' });
      expect(lines()[0]).not.toHaveProperty('at');
    },
  );

  it('is no line at all where the person asked wrongly', async () => {
    const { app, lines } = appThrowing(() => new HttpError(404));
    await request(app).get('/throw');
    expect(lines()).toEqual([]);
  });
});

describe('an error after the first byte', () => {
  it('breaks the answer off, so that nobody takes it for whole', async () => {
    const { app, lines } = appThrowing(() => new Error('x'));
    // Express writes what nobody catches to standard error, message and all.
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(request(app.set('env', 'production')).get('/late')).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(lines()).toHaveLength(1);
    expect(complaint).not.toHaveBeenCalled();
    complaint.mockRestore();
  });
});
