/** An app that does little else than to use its session. */

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
  app.get(
    '/read',
    ({ session: { pendingLinks, notices } }, res) =>
      void res.json({ pendingLink: pendingLinks?.[0], notices }),
  );
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
  app.use(tell);
  return app;
}

/** The one Set-Cookie line of an answer; empty when there is none. */
export function lineOf(answer: request.Response): string {
  const lines = (answer.headers['set-cookie'] ?? []) as unknown as string[];
  expect(lines.length).toBeLessThanOrEqual(1);
  return lines[0] ?? '';
}

/** As the browser sends it back. */
export const cookieOf = (answer: request.Response) => lineOf(answer).split(';')[0] ?? '';
export const visit = (app: Express, path: string, cookie = '') =>
  request(app).get(path).set('Cookie', cookie);
