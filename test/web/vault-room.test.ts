import { randomBytes, randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { packConnection } from '../../src/connections/connection.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import { MAX_COOKIE_HEADER_BYTES, VaultFullError, vaultMiddleware } from '../../src/web/vault.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';

let vault: RequestHandler;
beforeEach(() => {
  vault = vaultMiddleware({
    sealer: createSealer([keyNamed('vault')]),
    isSecure: true,
    now: () => START,
  });
});

function entryOf(content: string | Buffer) {
  return {
    content: Buffer.from(content),
    expiresAt: new Date(START.getTime() + DAY_MS),
    isSessionOnly: false,
  };
}

/** Adds at every request: 200, or 409 when there is no room. */
function appAdding(content: () => string | Buffer): Express {
  const app = express().use(vault);
  return app.get('/', (req, res) => {
    try {
      req.vault.add(entryOf(content()));
      res.send('added');
    } catch (error) {
      res.status(error instanceof VaultFullError ? 409 : 500).send('refused');
    }
  });
}

function linesOf(answer: request.Response): string[] {
  return (answer.headers['set-cookie'] ?? []) as unknown as string[];
}

function pairOf(line = ''): string {
  return line.slice(0, line.indexOf(';'));
}

describe('the room in a vault', () => {
  it('has room for thirty banks, each in a cookie that browsers keep, and refuses the one too many', async () => {
    const app = appAdding(() =>
      packConnection({
        accessToken: `access-production-${randomUUID()}`,
        itemId: randomBytes(28).toString('base64url').slice(0, 37),
        userId: 'usr_8c3ZbDBYjaqUXZ',
        institutionId: 'ins_109508',
        institutionName: 'First Platypus Bank',
        linkedAt: START,
      }),
    );
    const cookies: string[] = [];
    let answer = await request(app).get('/');
    while (answer.status === 200 && cookies.length < 100) {
      cookies.push(pairOf(linesOf(answer)[0]));
      answer = await request(app).get('/').set('Cookie', cookies.join('; '));
    }
    expect(answer.status).toBe(409);
    expect(linesOf(answer)).toEqual([]);
    expect(cookies.length).toBeGreaterThanOrEqual(30);
    // Proxies take headers of 8 KiB.
    expect(cookies.join('; ').length).toBeLessThan(8 * 1024);
    expect(Math.max(...cookies.map((cookie) => cookie.length))).toBeLessThan(4096);
  });

  it('counts cookies of others on this site as well', async () => {
    const filled = (bytes: number) =>
      request(appAdding(() => 'x'))
        .get('/')
        .set('Cookie', `o=${'x'.repeat(bytes - 2)}`);
    const length = pairOf(linesOf(await filled(99))[0]).length;
    expect((await filled(MAX_COOKIE_HEADER_BYTES - length - 2)).status).toBe(200);
    expect((await filled(MAX_COOKIE_HEADER_BYTES - length - 1)).status).toBe(409);
  });

  it('refuses one that could never be opened again, and goes on with a smaller one', async () => {
    const app = express().use(vault);
    app.get('/', (req, res) => {
      const addLarge = () => req.vault.add(entryOf('x'.repeat(2900)));
      for (let attempt = 0; attempt < 3; attempt += 1) expect(addLarge).toThrow(VaultFullError);
      req.vault.add(entryOf('small'));
      res.json(req.vault.entries.length);
    });
    const answer = await request(app).get('/');
    expect(answer.body).toBe(1);
    expect(linesOf(answer)).toHaveLength(1);
  });

  it('takes the longest content that can be opened again', async () => {
    // 3,800 letters: 12 of version and key, the rest base64 of IV, expiry, flags, content and tag.
    const longest = ((3800 - 12) / 4) * 3 - 12 - 4 - 1 - 16;
    const sizes = await Promise.all(
      [longest, longest + 1].map((size) => request(appAdding(() => 'x'.repeat(size))).get('/')),
    );
    expect(sizes.map(({ status }) => status)).toEqual([200, 409]);
  });

  it('counts what the same request has added before', async () => {
    const app = express().use(vault);
    app.get('/', (req, res) => {
      const large = entryOf('x'.repeat(2000));
      for (let fitting = 1; fitting <= 2; fitting += 1) req.vault.add(large);
      expect(() => req.vault.add(large)).toThrow(VaultFullError);
      res.json(req.vault.entries.length);
    });
    expect((await request(app).get('/')).body).toBe(2);
  });
});
