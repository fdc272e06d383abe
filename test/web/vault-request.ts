/** A request of a browser to an app that has a vault. */

import express, { type Request, type Response } from 'express';
import request from 'supertest';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { resealBanks, type Vault, vaultMiddleware } from '../../src/web/vault.ts';
import { keyNamed, START } from './samples.ts';

export const key = keyNamed('vault');
export const sealer = createSealer([key]);

export interface VaultRequest {
  readonly cookie?: string;
  readonly sealer?: Sealer;
  readonly isSecure?: boolean;
  readonly now?: Date;
  readonly isForeign?: (bank: Buffer) => boolean;
  readonly hasAccounts?: boolean;
  /** Between the opening and all else. */
  readonly counted?: () => Promise<unknown>;
}

/** Does this with the browser's vault of banks; rejects with what it throws. */
export function inVault<T>(act: (vault: Vault, res: Response) => T, options: VaultRequest = {}) {
  return inVaults(({ vault }, res) => act(vault, res), options);
}

/** The same with all of its vaults; what it gives may take a while. */
export async function inVaults<T>(act: (req: Request, res: Response) => T, options: VaultRequest = {}) {
  const { cookie = '', isSecure = false, now = START, hasAccounts = false } = options;
  const { isForeign = () => false } = options;
  const app = express();
  const given = { sealer: options.sealer ?? sealer, isSecure, now: () => now, isForeign, hasAccounts };
  app.use(vaultMiddleware(given));
  if (options.counted) app.use((_req, _res, next) => void options.counted?.().then(() => next()));
  app.use(resealBanks);
  const outcome: { result?: Awaited<T>; thrown?: unknown } = {};
  app.get('/', async (req, res) => {
    try {
      outcome.result = await act(req, res);
    } catch (error) {
      outcome.thrown = error;
    }
    res.end();
  });
  const { status, headers } = await request(app).get('/').set('Cookie', cookie);
  if ('thrown' in outcome) throw outcome.thrown;
  const lines = (headers['set-cookie'] ?? []) as unknown as string[];
  return {
    status,
    result: outcome.result as Awaited<T>,
    /** The Set-Cookie lines of the answer. */
    lines,
    /** These cookies as the browser sends them back. */
    cookie: lines.map((line) => line.slice(0, line.indexOf(';'))).join('; '),
  };
}
