/** An app that does little else than use its session. */

import { createHmac, hkdfSync } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express } from 'express';
import request from 'supertest';
import { expect } from 'vitest';
import { createSealer } from '../../src/crypto/sealer.ts';
import { endSession, sessionMiddleware } from '../../src/web/session.ts';
import { keyNamed, START } from './samples.ts';

export const pendingLink = {
  visit: 'a-visit',
  linkToken: 'link-sandbox-1234',
  lifetime: '30',
  expiresAt: 1_800_000_000_000,
  userId: null,
};

export interface InstanceOptions {
  readonly keys?: string[];
  readonly isSecure?: boolean;
  readonly now?: () => Date;
  readonly onError?: (error: unknown) => void;
}

/** One instance of the app; instances share nothing but their keys. */
export function instance(options: InstanceOptions = {}): Express {
  const { keys = ['first'], isSecure = false, now = () => START, onError = () => {} } = options;
  const app = express();
  const sealer = createSealer(keys.map(keyNamed));
  app.use(sessionMiddleware({ sealer, keys: keys.map(keyNamed), isSecure, now }));
  app.get('/begin', (req, res) => {
    req.session.pendingLinks = [pendingLink];
    res.redirect(303, '/read');
  });
  app.get('/notice', (req, res) => {
    req.session.notices = [...(req.session.notices ?? []), 'one more'];
    res.redirect(303, '/read');
  });
  app.get('/say', (req, res) => {
    req.session.notices = [String(req.query.words)];
    res.redirect(303, '/read');
  });
  app.get('/read', ({ session: { pendingLinks, notices } }, res) => {
    res.json({ pendingLink: pendingLinks?.[0], notices });
  });
  app.get('/full', (req, res) => {
    const bookUndo = { id: 'a', lines: 'x'.repeat(800), remove: [] };
    Object.assign(req.session, { pendingLinks: [pendingLink], notices: ['1', '2', '3'], bookUndo });
    res.redirect(303, '/all');
  });
  app.get('/all', ({ session: { pendingLinks, notices, bookUndo } }, res) => {
    res.json({ pendingLink: pendingLinks?.[0], notices, isUndoable: bookUndo !== undefined });
  });
  app.get('/late', (req, res) => {
    res.write('first byte');
    req.session.notices = ['nobody will see this'];
    res.end();
  });
  app.get('/early', (req, res) => {
    req.session.notices = [];
    req.session.save();
    res.write('first byte');
    res.end();
  });
  app.get('/stream', (_req, res) => {
    res.write('first byte');
    res.end();
  });
  app.get('/end', (req, res) => {
    endSession(req, res, isSecure);
    res.redirect(303, '/');
  });
  const tell: ErrorRequestHandler = (error, _req, _res, _next) => onError(error);
  return app.use(tell);
}

export const visit = (app: Express, path: string, cookie = '') =>
  request(app).get(path).set('Cookie', cookie);

/** The one Set-Cookie line of an answer; empty when there is none. */
export function lineOf(answer: request.Response): string {
  const lines = (answer.headers['set-cookie'] ?? []) as unknown as string[];
  expect(lines.length).toBeLessThanOrEqual(1);
  return lines[0] ?? '';
}

/** As the browser sends it back. */
export const cookieOf = (answer: request.Response) => lineOf(answer).split(';')[0] ?? '';

/** The cookie of this text, signed by hand as express-session does it, with the key `first`. */
export function signed(text: string): string {
  const key = Buffer.from(hkdfSync('sha256', keyNamed('first'), '', 'session signature', 32)).toString('hex');
  const signature = createHmac('sha256', key).update(text).digest('base64').replace(/=+$/, '');
  return `session=${encodeURIComponent(`s:${text}.${signature}`)}`;
}

/** Expects that this cookie is answered with an empty session, and without an error. */
export async function expectEmptySession(cookie: string): Promise<void> {
  const { status, body } = await visit(instance(), '/read', cookie);
  expect({ status, body }).toEqual({ status: 200, body: {} });
}
