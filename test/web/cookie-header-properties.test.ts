/** Whatever a person does, one thing after another, the Cookie header that their browser sends then is short enough. */

import { randomBytes, randomUUID } from 'node:crypto';
import { parseSetCookie } from 'cookie';
import express, { type Request, type Response } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { expect, it } from 'vitest';
import { packConnection } from '../../src/connections/connection.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import { finishVisit, keepVisit, visitsUnderWay } from '../../src/features/connections/visits.ts';
import type { Services } from '../../src/services.ts';
import { rememberAddress } from '../../src/users/known-browser.ts';
import { writeUserCookie } from '../../src/users/user-cookie.ts';
import { writePreferences } from '../../src/web/preferences.ts';
import { addNotices, sessionMiddleware, takeFromSession } from '../../src/web/session.ts';
import { type Vault, VaultFullError, vaultMiddleware } from '../../src/web/vault.ts';
import { DAY_MS, keyNamed, START } from './samples.ts';

const MOST_BYTES = 8000;

const keys = [keyNamed('first')];
const now = () => START;
const COOKIES = { sealer: createSealer(keys), isSecure: true, now };
const TOMORROW = new Date(START.getTime() + DAY_MS);
const LONGEST_EMAIL = `${'l'.repeat(64)}@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.example`;

/** Of the most bytes that its cookie can have, with a usual token. */
const bank = () => ({
  content: packConnection({
    accessToken: `access-production-${randomUUID()}`,
    itemId: randomBytes(28).toString('base64url').slice(0, 37),
    userId: 'usr_8c3ZbDBYjaqUXZ',
    ...{ institutionId: 'ins_109508', institutionName: 'N'.repeat(60), linkedAt: START },
    accountDigests: Array.from({ length: 8 }, () => randomBytes(3).toString('hex')),
  }),
  expiresAt: TOMORROW,
  isSessionOnly: false,
});

function unlessFull(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof VaultFullError)) throw error;
  }
}

const removeFirst = (vault: Vault) => {
  for (const { slot } of vault.entries.slice(0, 1)) vault.remove(slot);
};

/** What a person can do, and how much of it. */
const DEEDS: Readonly<Record<string, (req: Request, res: Response, much: number) => void>> = {
  'connect banks': ({ vault }, _res, much) => {
    for (let count = 0; count < much; count++) unlessFull(() => vault.add(bank()));
  },
  'keep banks longer': ({ vault }) => {
    for (const { slot } of [...vault.entries]) vault.change(slot, { isSessionOnly: true });
  },
  'disconnect a bank': ({ vault }) => removeFirst(vault),
  'write a book': ({ bookVault }, _res, much) => {
    const content = randomBytes(much * 90);
    unlessFull(() => bookVault.replace([], { content, expiresAt: TOMORROW, isSessionOnly: false }, 'entire'));
  },
  'take a line out of it': ({ session }, _res, much) => {
    session.bookUndo = { id: randomUUID(), lines: 'x'.repeat(much * 150), remove: [] };
    session.offersUndo = true;
  },
  'be told of all banks': (req, _res, much) => {
    addNotices(req, Array.from({ length: much }, (_, at) => `${'N'.repeat(37)} ${at}`).join(', '));
  },
  'be told a word': (req, _res, much) => addNotices(req, 'x'.repeat(much * 40)),
  'read what one is told': (req) => void takeFromSession(req, 'notices'),
  'go to Plaid': (req) => {
    const id = randomBytes(6).toString('base64url');
    keepVisit({ now } as Services, req, {
      ...{ visit: id, linkToken: `link-production-${randomUUID()}`, lifetime: 'session' },
      ...{ expiresAt: TOMORROW.getTime(), userId: 'usr_8c3ZbDBYjaqUXZ' },
    });
  },
  'come back from it': (req) => {
    for (const visit of visitsUnderWay(req).slice(0, 1)) finishVisit(req, visit);
  },
  'ask for a sign-in link': ({ session }) => {
    const nonce = randomBytes(16).toString('base64url');
    session.pendingSignIn = { email: LONGEST_EMAIL, nonce, expiresAt: TOMORROW.getTime() };
  },
  'sign in': (req, res) => {
    delete req.session.pendingSignIn;
    writeUserCookie(res, { id: randomUUID(), signOuts: 2_147_483_647, expiresAt: TOMORROW }, COOKIES);
    rememberAddress(req, res, randomUUID(), { ...COOKIES, config: { encryptionKeys: keys } });
  },
  'choose how pages look': (_req, res) => writePreferences(res, { theme: null, isHidden: true }, true),
  'open the set-up page': ({ session }) => {
    session.operator = { tokenHash: randomBytes(32).toString('base64url'), expiresAt: TOMORROW.getTime() };
  },
  'refresh balances': ({ session }) => {
    Object.assign(session, { wantsLiveBalances: true, balancesAskedAt: START.getTime(), wantsBanks: true });
  },
  'choose accounts': ({ session, vault }, _res, much) => {
    const digests = Array.from({ length: 8 }, () => randomBytes(3).toString('hex'));
    const slots = vault.entries.slice(0, much).map(({ slot }) => [slot, digests] as const);
    session.learnedAccounts = Object.fromEntries(slots);
  },
};

const app = express();
app.use(sessionMiddleware({ ...COOKIES, hasAccounts: true, keys }));
app.use(vaultMiddleware({ ...COOKIES, hasAccounts: true }));
app.get('/:deed/:much', (req, res) => {
  DEEDS[req.params.deed]?.(req as unknown as Request, res, Number(req.params.much));
  res.end();
});

/** What the browser sends after it has been answered. */
async function cookiesAfter(jar: Map<string, string>, deed: string, much: number): Promise<string> {
  const sent = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const { status, headers } = await request(app)
    .get(encodeURI(`/${deed}/${much}`))
    .set('Cookie', sent);
  expect(status).toBe(200);
  for (const line of (headers['set-cookie'] ?? []) as unknown as string[]) {
    const { name, expires } = parseSetCookie(line);
    const value = line.slice(line.indexOf('=') + 1).split(';', 1)[0] ?? '';
    if (expires && expires.getTime() === 0) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

it('the cookies of a browser have 8,000 bytes at the most, whatever a person does in it', async () => {
  const deed = fc.record({
    deed: fc.constantFrom(...Object.keys(DEEDS)),
    much: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(deed, { minLength: 20, maxLength: 40 }),
      async (isFull, deeds) => {
        const jar = new Map<string, string>();
        // Half of them begin with as many banks as there is room for.
        const all = isFull ? [{ deed: 'connect banks', much: 30 }, ...deeds] : deeds;
        for (const { deed, much } of all) {
          const cookies = await cookiesAfter(jar, deed, much);
          expect(cookies.length, `${deed}, ${much}`).toBeLessThanOrEqual(MOST_BYTES);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 240_000);

it.each([1, 2, 3, 4, 5])(
  '%i visits that came before the banks leave the session its room',
  async (visits) => {
    const jar = new Map<string, string>();
    for (let count = 0; count < visits; count++) await cookiesAfter(jar, 'go to Plaid', 1);
    await cookiesAfter(jar, 'connect banks', 30);
    expect((await cookiesAfter(jar, 'open the set-up page', 1)).length).toBeLessThanOrEqual(MOST_BYTES);
  },
);

it('all that a person can do fits at once, with a book and with the most banks', async () => {
  const jar = new Map<string, string>();
  await cookiesAfter(jar, 'write a book', 20);
  for (const deed of ['connect banks', ...Object.keys(DEEDS), 'sign in', 'sign in', 'sign in', 'sign in']) {
    if (deed === 'disconnect a bank' || deed === 'come back from it') continue;
    expect((await cookiesAfter(jar, deed, 30)).length, deed).toBeLessThanOrEqual(MOST_BYTES);
  }
  const names = [...jar.keys()].map((name) => name.replace(/-[a-z2-7]{6}$/, ''));
  expect(new Set(names)).toEqual(
    new Set([
      ...['__Host-bank', '__Host-book', '__Host-link', '__Host-session', '__Host-user'],
      ...['__Host-known-browser', '__Host-preferences'],
    ]),
  );
});
