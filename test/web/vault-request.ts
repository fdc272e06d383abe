/** A request of a browser to an app that has a vault. */

import express, { type Request, type Response } from 'express';
import request from 'supertest';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { type Vault, vaultMiddleware } from '../../src/web/vault.ts';
import { keyNamed, START } from './samples.ts';

export const key = keyNamed('vault');
export const sealer = createSealer([key]);

export interface VaultRequest {
  readonly cookie?: string;
  readonly sealer?: Sealer;
  readonly isSecure?: boolean;
  readonly now?: Date;
}

/** Does this with the browser's vault of banks; rejects with what it throws. */
export function inVault<T>(act: (vault: Vault, res: Response) => T, options: VaultRequest = {}) {
  return inVaults(({ vault }, res) => act(vault, res), options);
}

/** The same with both of its vaults. */
export async function inVaults<T>(act: (req: Request, res: Response) => T, options: VaultRequest = {}) {
  const { cookie = '', isSecure = false, now = START } = options;
  const app = express();
  app.use(vaultMiddleware({ sealer: options.sealer ?? sealer, isSecure, now: () => now }));
  const outcome: { result?: T; thrown?: unknown } = {};
  app.get('/', (req, res) => {
    try {
      outcome.result = act(req, res);
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
    result: outcome.result as T,
    /** The Set-Cookie lines of the answer. */
    lines,
    /** These cookies as the browser sends them back. */
    cookie: lines.map((line) => line.slice(0, line.indexOf(';'))).join('; '),
  };
}
