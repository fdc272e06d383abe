import { parseCookie } from 'cookie';
import express, { type Express } from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { type VaultEntry, vaultMiddleware } from '../../src/web/vault.ts';
import { Clock, DAY_MS, keyNamed, START } from './samples.ts';

const tomorrow = new Date(START.getTime() + DAY_MS);

let sealer: Sealer;
let clock: Clock;
beforeEach(() => {
  sealer = createSealer([keyNamed('vault')]);
  clock = new Clock();
});

type NewEntry = Omit<VaultEntry, 'slot'>;

function entryOf(content: string | Buffer, changes: Partial<NewEntry> = {}): NewEntry {
  return { content: Buffer.from(content), expiresAt: tomorrow, isSessionOnly: false, ...changes };
}

/** Adds what it is given at POST /, removes at DELETE /:slot, and tells what is there. */
function appWith(added: NewEntry, isSecure = false): Express {
  const app = express();
  app.use(vaultMiddleware({ sealer, isSecure, now: clock.now }));
  app.get('/', (req, res) => void res.json(req.vault.entries.map(({ content }) => content.toString())));
  app.post('/', (req, res) => {
    req.vault.add(added);
    res.json(req.vault.entries.map(({ slot }) => slot));
  });
  app.delete('/:slot', (req, res) => {
    req.vault.remove(req.params.slot);
    res.send('removed');
  });
  return app;
}

/** The Set-Cookie lines of one answer. */
function linesOf(answer: request.Response): string[] {
  return (answer.headers['set-cookie'] ?? []) as unknown as string[];
}

function pairOf(line = ''): string {
  return line.slice(0, line.indexOf(';'));
}

describe('adding to the vault', () => {
  it('gives each entry a cookie of its own, which comes back as it was', async () => {
    const app = appWith(entryOf('bank one'));
    const answer = await request(app).post('/');
    const [line] = linesOf(answer);
    expect(linesOf(answer)).toHaveLength(1);
    expect(line).toMatch(
      /^bank-[a-z2-7]{6}=v1\.[\w-]{8}\.[\w-]+; Max-Age=86400; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect((await request(app).get('/').set('Cookie', pairOf(line))).body).toEqual(['bank one']);
    expect(answer.body).toEqual([pairOf(line).slice(5, 11)]);
  });

  it('keeps what five tabs add at once, each knowing nothing of the others', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(names.map((name) => request(appWith(entryOf(name))).post('/')));
    const cookies = answers.flatMap(linesOf).map(pairOf);
    const read = await request(appWith(entryOf('')))
      .get('/')
      .set('Cookie', cookies.join('; '));
    expect(read.body.toSorted()).toEqual(names);
  });

  it('is Secure and bound to this host when browsers come by https', async () => {
    const app = appWith(entryOf('x'), true);
    const [line] = linesOf(await request(app).post('/'));
    expect(line).toMatch(
      /^__Host-bank-\w{6}=v1\.[\w.-]+; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await request(app).get('/').set('Cookie', pairOf(line))).body).toEqual(['x']);
  });

  it('leaves the end to the browser for one that is to be forgotten with it', async () => {
    const answer = await request(appWith(entryOf('x', { isSessionOnly: true }))).post('/');
    expect(linesOf(answer)[0]).toMatch(/^bank-\w{6}=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('throws after the first byte, when no cookie can leave any more', async () => {
    const app = express().use(vaultMiddleware({ sealer, isSecure: false, now: clock.now }));
    let thrown: unknown;
    app.get('/', (req, res) => {
      res.write('first');
      try {
        req.vault.add(entryOf('late'));
      } catch (error) {
        thrown = error;
      }
      res.end(String(req.vault.entries.length));
    });
    expect((await request(app).get('/')).text).toBe('first0');
    expect(thrown).toBeInstanceOf(Error);
  });
});

describe('extending in the vault', () => {
  it('seals the same content under the same name for longer', async () => {
    const added = pairOf(linesOf(await request(appWith(entryOf('bank one'))).post('/'))[0]);
    const later = new Date(START.getTime() + 3 * DAY_MS);
    const app = express().use(vaultMiddleware({ sealer, isSecure: false, now: clock.now }));
    app.get('/', (req, res) => {
      for (const { slot } of req.vault.entries) {
        req.vault.extend(slot, { expiresAt: later, isSessionOnly: false });
      }
      res.json(req.vault.entries.map(({ expiresAt }) => expiresAt));
    });
    const answer = await request(app).get('/').set('Cookie', added);
    expect(answer.body).toEqual([later.toISOString()]);
    const [line = ''] = linesOf(answer);
    expect(line.slice(0, 11)).toBe(added.slice(0, 11));
    expect(line).toContain('; Max-Age=259200;');
    clock.advance(2 * DAY_MS);
    const read = await request(appWith(entryOf('')))
      .get('/')
      .set('Cookie', pairOf(line));
    expect(read.body).toEqual(['bank one']);
  });
});

describe('removing from the vault', () => {
  it('takes the entry out for the rest of the request', async () => {
    const added = pairOf(linesOf(await request(appWith(entryOf('x'))).post('/'))[0]);
    const app = express().use(vaultMiddleware({ sealer, isSecure: false, now: clock.now }));
    app.get('/', (req, res) => {
      req.vault.remove(added.slice(5, 11));
      res.json(req.vault.entries.length);
    });
    expect((await request(app).get('/').set('Cookie', added)).body).toBe(0);
  });

  it('clears the cookie with the attributes it was set with', async () => {
    const answer = await request(appWith(entryOf('x'), true)).delete('/abcdef');
    expect(linesOf(answer)).toEqual([
      '__Host-bank-abcdef=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    ]);
    expect(parseCookie(pairOf(linesOf(answer)[0]))['__Host-bank-abcdef']).toBe('');
  });
});
