/** The app: what happens to every request, in order, and then every route with its lock. */

import { hkdfSync } from 'node:crypto';
import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { errorHandler, notFound } from './http/errors.ts';
import { requestLog } from './http/request-log.ts';
import { noStore, rateLimit, sameOriginOnly, securityHeaders, sensibleRequest } from './http/security.ts';
import { sessionMiddleware } from './http/session.ts';
import { vaultMiddleware } from './http/vault.ts';
import { showDashboard } from './pages/dashboard.ts';
import { showError } from './pages/error.ts';
import { showHome } from './pages/home.ts';
import { disconnectBank, logOut } from './pages/leave.ts';
import { finishLink, startLink } from './pages/link.ts';
import { changePreferences } from './pages/preferences.ts';
import { showPrivacy } from './pages/privacy.ts';
import { showTransactions } from './pages/transactions.ts';
import { ROOT, type Services } from './services.ts';

/** Linking costs Plaid calls and money, so it is allowed a sixth of the requests. */
const LINKING_SHARE = 6;

/** The Express app over these services; the same one in production and in tests. */
export function createApp(services: Services): Express {
  const { config, log, sealer, isSecure, now, demo } = services;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(securityHeaders({ isSecure, formOrigins: services.linkOrigins }));
  app.use(express.static(path.join(ROOT, 'public'), { maxAge: '1h', index: false }));

  app.get('/healthz', noStore, (_req, res) => void res.type('text').send('ok'));
  app.use(requestLog(log));
  app.use(noStore, sensibleRequest, rateLimit(config.rateLimit), sameOriginOnly(services.ownOrigin));
  app.use(express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 }));
  app.use(sessionMiddleware({ sealer, secrets: signingSecrets(config.encryptionKeys), isSecure, now }));
  app.use(vaultMiddleware({ sealer, isSecure, now }));
  const limitLinking = rateLimit(Math.ceil(config.rateLimit / LINKING_SHARE));

  app.get('/', showHome(services));
  app.post('/link', limitLinking, startLink(services));
  app.get('/link/return', limitLinking, finishLink(services));
  app.get('/dashboard', linkedOnly, showDashboard(services));
  app.get('/transactions', linkedOnly, showTransactions(services));
  app.get('/privacy', showPrivacy(services));
  app.post('/preferences', changePreferences(services));
  app.post('/banks/:id/disconnect', disconnectBank(services));
  app.post('/logout', logOut(services));
  if (demo) app.use(demo.path, demo.linkPages);

  app.use(notFound);
  app.use(errorHandler(log, showError(services)));
  return app;
}

/** Without a bank there is nothing to show but the way to link one. */
const linkedOnly: RequestHandler = (req, res, next) => {
  if (req.vault.entries.length === 0) return res.redirect(303, '/');
  next();
};

/** express-session signs its cookie besides: with keys of its own, made from ours. */
function signingSecrets(keys: readonly Uint8Array[]): string[] {
  return keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'session signature', 32)).toString('hex'));
}
