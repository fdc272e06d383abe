/** The app: what happens to every request, in order, and then every route with its lock. */

import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { errorHandler, notFound } from './http/errors.ts';
import { forgetLastMatchAtEnd } from './http/last-match.ts';
import { requestLog } from './http/request-log.ts';
import { noStore, rateLimit, sameOriginOnly, securityHeaders, sensibleRequest } from './http/security.ts';
import { sessionMiddleware } from './http/session.ts';
import { vaultMiddleware } from './http/vault.ts';
import { WEBHOOK_PATH } from './http/webhook-address.ts';
import { showAccount, signOut } from './pages/account.ts';
import { bankNeeded } from './pages/api/answer.ts';
import { tellCredit } from './pages/api/credit.ts';
import { tellDashboard } from './pages/api/dashboard.ts';
import { tellOpenApi } from './pages/api/openapi.ts';
import { tellSpending } from './pages/api/spending.ts';
import { tellTransactions } from './pages/api/transactions.ts';
import { showCredit } from './pages/credit.ts';
import { showDashboard } from './pages/dashboard.ts';
import { deleteMe, deleteMeByApi } from './pages/delete-me.ts';
import { followDisconnectLink, showDisconnectLink } from './pages/disconnect-link.ts';
import { mindEndings } from './pages/endings.ts';
import { showError } from './pages/error.ts';
import { exportTransactions } from './pages/export.ts';
import { wishForBanks } from './pages/from-bank.ts';
import { showHome } from './pages/home.ts';
import { checkKeys } from './pages/key-check.ts';
import { disconnectBank, logOut } from './pages/leave.ts';
import { finishLink, startLink } from './pages/link.ts';
import { wishForLiveBalances } from './pages/live-balances.ts';
import { changePreferences } from './pages/preferences.ts';
import { showPrivacy } from './pages/privacy.ts';
import { exportPrivacy } from './pages/privacy-export.ts';
import { prolongBank } from './pages/prolong.ts';
import { showRecurring } from './pages/recurring.ts';
import { repairBank, showRepaired } from './pages/repair.ts';
import { enterSetup, showSetup } from './pages/setup.ts';
import { askForLink, showSignIn } from './pages/sign-in.ts';
import { showConfirm, signIn } from './pages/sign-in-confirm.ts';
import { showSpending } from './pages/spending.ts';
import { showTransactions } from './pages/transactions.ts';
import { receiveWebhook } from './pages/webhook.ts';
import { ROOT, type Services } from './services.ts';

/** Linking costs Plaid calls and money, so it is allowed a sixth of the requests. */
const LINKING_SHARE = 6;
/** Webhooks of everybody's banks come from the same few addresses of Plaid's. */
const WEBHOOK_SHARE = 10;

/** The Express app over these services; the same one in production and in tests. */
export function createApp(services: Services): Express {
  const { config, log, sealer, isSecure, now, demo, accounts, limitStore } = services;
  const { toTheEnd } = services.unfinished;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(securityHeaders({ isSecure, formOrigins: services.linkOrigins }));
  app.use(express.static(path.join(ROOT, 'public'), { maxAge: '1h', index: false }));

  app.get('/healthz', noStore, (_req, res) => void res.type('text').send('ok'));
  app.use(requestLog(log), forgetLastMatchAtEnd);
  const limitWebhooks = rateLimit(config.rateLimit * WEBHOOK_SHARE, limitStore('webhooks'));
  app.post(`${WEBHOOK_PATH}/:sealed`, noStore, limitWebhooks, receiveWebhook(services));
  app.use(
    noStore,
    sensibleRequest,
    rateLimit(config.rateLimit, limitStore('all')),
    sameOriginOnly(services.ownOrigin),
  );
  app.use(express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 }));
  app.use(sessionMiddleware({ sealer, keys: config.encryptionKeys, isSecure, now }));
  app.use(vaultMiddleware({ sealer, isSecure, now }), mindEndings(services));
  const limitLinking = rateLimit(Math.ceil(config.rateLimit / LINKING_SHARE), limitStore('linking'));

  app.get('/', showHome(services));
  app.post('/link', limitLinking, startLink(services));
  app.get('/link/return', limitLinking, toTheEnd(finishLink(services)));
  app.get('/dashboard', linkedOnly, showDashboard(services));
  app.post('/from-bank', linkedOnly, wishForBanks(services));
  app.post('/live-balances', linkedOnly, wishForLiveBalances);
  app.get('/transactions', linkedOnly, showTransactions(services));
  app.get('/transactions.csv', linkedOnly, exportTransactions(services, 'csv'));
  app.get('/transactions.json', linkedOnly, exportTransactions(services, 'json'));
  app.get('/transactions.ofx', linkedOnly, exportTransactions(services, 'ofx'));
  app.get('/transactions.qif', linkedOnly, exportTransactions(services, 'qif'));
  app.get('/spending', linkedOnly, showSpending(services));
  app.get('/recurring', linkedOnly, showRecurring(services));
  app.get('/credit', linkedOnly, showCredit(services));
  app.get('/api/openapi.json', tellOpenApi(services));
  app.get('/api/dashboard', bankNeeded(services), tellDashboard(services));
  app.get('/api/transactions', bankNeeded(services), tellTransactions(services));
  app.get('/api/spending', bankNeeded(services), tellSpending(services));
  app.get('/api/credit', bankNeeded(services), tellCredit(services));
  app.get('/privacy', showPrivacy(services));
  app.post('/preferences', changePreferences(services));
  app.post('/banks/:id/repair', limitLinking, repairBank(services));
  app.get('/banks/:id/repaired', limitLinking, showRepaired(services));
  app.post('/banks/:id/prolong', toTheEnd(prolongBank(services)));
  app.post('/banks/:id/disconnect', toTheEnd(disconnectBank(services)));
  app.get('/disconnect/:sealed', showDisconnectLink(services));
  app.post('/disconnect/:sealed', toTheEnd(followDisconnectLink(services)));
  app.post('/logout', toTheEnd(logOut(services)));
  app.get('/privacy.json', exportPrivacy(services));
  app.post('/delete-me', toTheEnd(deleteMe(services)));
  app.delete('/api/delete-me', toTheEnd(deleteMeByApi(services)));
  if (accounts) {
    app.get('/sign-in', showSignIn(services, accounts));
    app.post('/sign-in', askForLink(services, accounts));
    app.get('/sign-in/:sealed', showConfirm(services));
    app.post('/sign-in/:sealed', signIn(services, accounts));
    app.get('/account', showAccount(services));
    app.post('/sign-out', signOut(services));
  }
  app.get('/setup', showSetup(services));
  app.post('/setup', limitLinking, enterSetup(services));
  app.post('/setup/key-check', limitLinking, checkKeys(services));
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
