import express, { type Express } from 'express';
import type { SessionData } from 'express-session';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SealPurpose } from '../../src/crypto/keys.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import { sessionMiddleware } from '../../src/web/session.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';
import { cookieOf, expectEmptySession, instance, pendingLink, signed, visit } from './session-instance.ts';

const key = keyNamed('first');
const sealer = createSealer([key]);

const text = fc.string({ unit: 'binary', maxLength: 60 });
const when = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const contents: fc.Arbitrary<Partial<SessionData>> = fc.record(
  {
    pendingLinks: fc.array(
      fc.record({ visit: text, linkToken: text, lifetime: text, expiresAt: when, userId: fc.option(text) }),
      { maxLength: 3 },
    ),
    pendingSignIn: fc.record({ email: text, nonce: text, expiresAt: when }),
    notices: fc.array(text, { maxLength: 3 }),
    operator: fc.record({ tokenHash: text, expiresAt: when }),
    wantsLiveBalances: fc.boolean(),
    balancesAskedAt: fc.nat(),
  },
  { requiredKeys: [] },
);

/** Puts these contents into the session at /put, and answers with its contents at /get. */
function appKeeping(given: Partial<SessionData>, isSecure: boolean): Express {
  const app = express();
  app.use(sessionMiddleware({ sealer, keys: [key], isSecure, now: () => START }));
  app.get('/put', (req, res) => {
    Object.assign(req.session, { wantsBanks: false }, given);
    res.send('put');
  });
  return app.get('/get', ({ session: { cookie: _, ...kept } }, res) => void res.json(kept));
}

it('a session comes back with its contents, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.boolean(), async (given, isSecure) => {
      const app = appKeeping(given, isSecure);
      const cookie = cookieOf(await visit(app, '/put'));
      expect((await visit(app, '/get', cookie)).body).toEqual({ wantsBanks: false, ...given });
    }),
  );
});

describe('the session cookie', () => {
  let cookie: string;
  let value: string;
  let sealed: string;
  beforeEach(async () => {
    cookie = cookieOf(await visit(instance(), '/begin'));
    value = decodeURIComponent(cookie.slice('session='.length));
    sealed = value.slice('s:'.length, value.lastIndexOf('.'));
  });

  /** This text with one byte changed, or cut somewhere. */
  function tampered(words: string) {
    const at = fc.nat({ max: words.length - 1 });
    const changed = fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, flips]) => {
      const bytes = Buffer.from(words, 'latin1');
      bytes[index] = (bytes[index] ?? 0) ^ flips;
      return bytes.toString('latin1');
    });
    return fc.oneof(
      changed,
      at.map((length) => words.slice(0, length)),
    );
  }

  it('opens unchanged, and signed by hand, which the tests below rely on', async () => {
    for (const own of [cookie, signed(sealed)]) {
      expect((await visit(instance(), '/read', own)).body).toEqual({ pendingLink });
    }
  });

  it('is an empty session with any byte changed, or cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(tampered(value), async (changed) => {
        await expectEmptySession(`session=${encodeURIComponent(changed)}`);
      }),
    );
  });

  it('is an empty session when it was changed or cut by somebody who can sign but not seal', async () => {
    await fc.assert(
      fc.asyncProperty(tampered(sealed), async (changed) => {
        await expectEmptySession(signed(changed));
      }),
    );
  });

  it('is an empty session when it was sealed for another purpose or under another name', async () => {
    const later = new Date(START.getTime() + DAY_MS);
    const words = fc.oneof(text, fc.constantFrom('session', '__Host-session', 'user', 'bank', 'bank-abcdef'));
    const isOther = ([purpose, name]: [string, string]) => purpose !== 'session' || name !== 'session';
    const content = Buffer.from(JSON.stringify({ pendingLinks: [pendingLink], wantsBanks: true }));
    await fc.assert(
      fc.asyncProperty(fc.tuple(words, words).filter(isOther), async ([purpose, name]) => {
        const other = sealer.seal(content, later, { purpose: purpose as SealPurpose, name });
        await expectEmptySession(signed(other));
      }),
    );
  });

  it('is an empty session under the name of another cookie', async () => {
    for (const name of ['__Host-session', 'Session', 'user', 'bank-abcdef', 'connect.sid']) {
      await expectEmptySession(cookie.replace('session', name));
    }
  });
});
