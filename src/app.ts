/** The app: what happens to every request, in order, and then every route with its lock. */

import path from 'node:path';
import express, { type Express } from 'express';
import { WEBHOOK_PATH } from './connections/webhook-url.ts';
import { tellOpenApi } from './features/api/openapi/document.ts';
import { disconnectBank, logOut } from './features/connections/disconnect.ts';
import { followDisconnectLink, showDisconnectLink } from './features/connections/disconnect-link.ts';
import { prolongBank } from './features/connections/extend.ts';
import { finishLink, startLink } from './features/connections/link.ts';
import { mindEndings } from './features/connections/remove-expired.ts';
import { repairBank, showRepaired } from './features/connections/repair.ts';
import { receiveWebhook } from './features/connections/webhook.ts';
import { tellCredit } from './features/credit/api.ts';
import { showCredit } from './features/credit/page.ts';
import { tellDashboard } from './features/overview/api.ts';
import { showDashboard } from './features/overview/page.ts';
import { deleteMe, deleteMeByApi } from './features/privacy/delete-me.ts';
import { exportPrivacy } from './features/privacy/export.ts';
import { showPrivacy } from './features/privacy/page.ts';
import { showRecurring } from './features/recurring/page.ts';
import { checkKeys } from './features/setup/key-check.ts';
import { enterSetup, showSetup } from './features/setup/page.ts';
import { showAccount, signOut } from './features/sign-in/account.ts';
import { askForLink, showSignIn } from './features/sign-in/ask-for-link.ts';
import { showConfirm, signIn } from './features/sign-in/confirm.ts';
import { tellSpending } from './features/spending/api.ts';
import { showSpending } from './features/spending/page.ts';
import { tellTransactions } from './features/transactions/api.ts';
import { exportTransactions } from './features/transactions/exports/download.ts';
import { showTransactions } from './features/transactions/page.ts';
import { showError } from './page/error.ts';
import { wishForBanks, wishForLiveBalances } from './page/fresh-data.ts';
import { showHome } from './page/home.ts';
import { changePreferences } from './page/preferences.ts';
import { requestContext, requireLinkedBank } from './page/request-context.ts';
import { ROOT, type Services } from './services.ts';
import { errorHandler, notFound } from './web/errors.ts';
import { forgetLastMatchAtEnd } from './web/memory.ts';
import { requestLog } from './web/request-log.ts';
import { noStore, rateLimit, sameOriginOnly, securityHeaders, sensibleRequest } from './web/security.ts';
import { sessionMiddleware } from './web/session.ts';
import { vaultMiddleware } from './web/vault.ts';

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
  app.use(vaultMiddleware({ sealer, isSecure, now }), requestContext(services), mindEndings(services));
  const limitLinking = rateLimit(Math.ceil(config.rateLimit / LINKING_SHARE), limitStore('linking'));

  app.get('/', showHome(services));
  app.post('/link', limitLinking, startLink(services));
  app.get('/link/return', limitLinking, toTheEnd(finishLink(services)));
  app.get('/dashboard', requireLinkedBank, showDashboard(services));
  app.post('/from-bank', requireLinkedBank, wishForBanks);
  app.post('/live-balances', requireLinkedBank, wishForLiveBalances);
  app.get('/transactions', requireLinkedBank, showTransactions(services));
  app.get('/transactions.csv', requireLinkedBank, exportTransactions(services, 'csv'));
  app.get('/transactions.json', requireLinkedBank, exportTransactions(services, 'json'));
  app.get('/transactions.ofx', requireLinkedBank, exportTransactions(services, 'ofx'));
  app.get('/transactions.qif', requireLinkedBank, exportTransactions(services, 'qif'));
  app.get('/spending', requireLinkedBank, showSpending(services));
  app.get('/recurring', requireLinkedBank, showRecurring(services));
  app.get('/credit', requireLinkedBank, showCredit(services));
  app.get('/api/openapi.json', tellOpenApi(services));
  app.get('/api/dashboard', requireLinkedBank, tellDashboard(services));
  app.get('/api/transactions', requireLinkedBank, tellTransactions(services));
  app.get('/api/spending', requireLinkedBank, tellSpending(services));
  app.get('/api/credit', requireLinkedBank, tellCredit(services));
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
