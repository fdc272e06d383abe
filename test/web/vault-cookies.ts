/** Cookies as the vault writes them, and what it makes of those that a browser sends. */

import express from 'express';
import request from 'supertest';
import type { SealPurpose } from '../../src/crypto/keys.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { type VaultEntry, vaultMiddleware } from '../../src/web/vault.ts';
import { type Clock, DAY_MS, keyNamed, START } from './samples.ts';

export const key = keyNamed('vault');
const sealer = createSealer([key]);

interface Sealing {
  name?: string;
  content?: string;
  purpose?: SealPurpose;
  isSessionOnly?: boolean;
  with?: Sealer;
}

/** A cookie's value, as the vault would have written it. */
export function sealedFor({
  name = 'bank-abcdef',
  content = 'a',
  purpose = 'bank',
  ...rest
}: Sealing = {}): string {
  const bytes = Buffer.concat([Buffer.from([rest.isSessionOnly ? 1 : 0]), Buffer.from(content)]);
  return (rest.with ?? sealer).seal(bytes, new Date(START.getTime() + DAY_MS), { purpose, name });
}

interface Opening {
  clock: Clock;
  with?: Sealer;
  isSecure?: boolean;
}

/** What a browser with these cookies has in its vault, and what the answer told it to keep or to drop. */
export async function openVault(cookie: string, { clock, isSecure = false, ...rest }: Opening) {
  const app = express();
  app.use(vaultMiddleware({ sealer: rest.with ?? sealer, isSecure, now: clock.now }));
  let entries: readonly VaultEntry[] = [];
  let expired: readonly VaultEntry[] = [];
  app.get('/', (req, res) => {
    entries = req.vault.entries;
    expired = req.vault.expired;
    res.send('read');
  });
  const answer = await request(app).get('/').set('Cookie', cookie);
  return {
    status: answer.status,
    entries,
    contents: entries.map(({ content }) => content.toString()),
    expired: expired.map(({ content }) => content.toString()),
    lines: (answer.headers['set-cookie'] ?? []) as unknown as string[],
  };
}
