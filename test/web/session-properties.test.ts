import { createHmac } from 'node:crypto';
import express, { type Express } from 'express';
import type { SessionData } from 'express-session';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SealPurpose } from '../../src/crypto/keys.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { sessionMiddleware } from '../../src/web/session.ts';
import { DAY_MS, keyNamed, START, signingKey } from './samples.ts';
import { cookieOf, instance, pendingLink, visit } from './session-instance.ts';

let sealer: Sealer;
beforeEach(() => {
  sealer = createSealer([keyNamed('first')]);
});

/** The cookie of this text, signed as every version signs with the key `first`. */
function signed(text: string): string {
  const signature = createHmac('sha256', signingKey('first'))
    .update(text)
    .digest('base64')
    .replace(/=+$/, '');
  return `session=${encodeURIComponent(`s:${text}.${signature}`)}`;
}

/** What a fresh session is answered with, whatever the cookie. */
async function expectFresh(cookie: string): Promise<void> {
  const { status, body } = await visit(instance(), '/read', cookie);
  expect({ status, body }).toEqual({ status: 200, body: {} });
}

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
    isOperator: fc.boolean(),
    wantsLiveBalances: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Puts these contents into the session at /put, and tells at /get what is in it. */
function appKeeping(given: Partial<SessionData>, isSecure: boolean): Express {
  const app = express();
  app.use(sessionMiddleware({ sealer, keys: [keyNamed('first')], isSecure, now: () => START }));
  app.get('/put', (req, res) => {
    Object.assign(req.session, { isOperator: false }, given);
    res.send('put');
  });
  return app.get('/get', ({ session: { cookie: _, ...kept } }, res) => void res.json(kept));
}

describe('a session', () => {
  it('comes back as it was left, whatever was in it', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.boolean(), async (given, isSecure) => {
        const app = appKeeping(given, isSecure);
        const cookie = cookieOf(await visit(app, '/put'));
        expect((await visit(app, '/get', cookie)).body).toEqual({ isOperator: false, ...given });
      }),
    );
  });
});

describe('the cookie of a session', () => {
  let cookie: string;
  let value: string;
  let sealed: string;
  beforeEach(async () => {
    cookie = cookieOf(await visit(instance(), '/begin'));
    value = decodeURIComponent(cookie.slice('session='.length));
    sealed = value.slice('s:'.length, value.lastIndexOf('.'));
  });

  /** These words with one byte changed. */
  function changedBytes(words: string) {
    const at = fc.nat({ max: words.length - 1 });
    return fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, flips]) => {
      const bytes = Buffer.from(words, 'latin1');
      bytes[index] = (bytes[index] ?? 0) ^ flips;
      return bytes.toString('latin1');
    });
  }

  const cut = (words: string) => fc.nat({ max: words.length - 1 }).map((length) => words.slice(0, length));

  it('is what these tests start from: it opens as it is, and signed by hand', async () => {
    for (const own of [cookie, signed(sealed)]) {
      expect((await visit(instance(), '/read', own)).body).toEqual({ pendingLink });
    }
  });

  it('opens nothing with any byte changed, or cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(changedBytes(value), cut(value)), async (changed) => {
        await expectFresh(`session=${encodeURIComponent(changed)}`);
      }),
    );
  });

  it('opens nothing changed or cut by somebody who can sign but not seal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(changedBytes(sealed), cut(sealed)), async (changed) => {
        await expectFresh(signed(changed));
      }),
    );
  });

  it('opens nothing that was sealed for another purpose or another name', async () => {
    const later = new Date(START.getTime() + DAY_MS);
    const words = fc.oneof(text, fc.constantFrom('session', '__Host-session', 'user', 'bank', 'bank-abcdef'));
    const isOther = ([purpose, name]: [string, string]) => purpose !== 'session' || name !== 'session';
    const content = Buffer.from(JSON.stringify({ pendingLinks: [pendingLink], isOperator: true }));
    await fc.assert(
      fc.asyncProperty(fc.tuple(words, words).filter(isOther), async ([purpose, name]) => {
        await expectFresh(signed(sealer.seal(content, later, { purpose: purpose as SealPurpose, name })));
      }),
    );
  });

  it('opens nothing under the name of another cookie', async () => {
    for (const name of ['__Host-session', 'Session', 'user', 'bank-abcdef', 'connect.sid']) {
      await expectFresh(cookie.replace('session', name));
    }
  });
});
