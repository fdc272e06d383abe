/** The Express app: the middleware that every request passes, in order, and then every route with its guards. */

import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { WEBHOOK_PATH } from './connections/webhook-url.ts';
import { getAheadJson } from './features/ahead/api.ts';
import { getCalendarFile, loadCalendar } from './features/ahead/calendar-file.ts';
import { getAhead } from './features/ahead/page.ts';
import { getOpenApi, loadOpenApi } from './features/api/openapi.ts';
import { postRemoveLine, postUndo } from './features/book/change.ts';
import { postImport } from './features/book/import.ts';
import { getLine, postLine } from './features/book/line.ts';
import { getBook, getBookFile } from './features/book/page.ts';
import { readUpload } from './features/book/upload.ts';
import { getDisconnect, getLogout } from './features/connections/ask-first.ts';
import { getBanks } from './features/connections/banks.ts';
import { getAccounts, postAccounts } from './features/connections/choose-accounts.ts';
import { postDisconnect, postLogout, postRemoveUnreadable } from './features/connections/disconnect.ts';
import { getDisconnectLink, postDisconnectLink } from './features/connections/disconnect-link.ts';
import { postExtend, postExtendAll } from './features/connections/extend.ts';
import { countedFor, returningVisit } from './features/connections/foreign-visits.ts';
import { getLinkReturn, postCouple, postLink } from './features/connections/link.ts';
import { removeExpired } from './features/connections/remove-expired.ts';
import { renewAccounts } from './features/connections/renew-accounts.ts';
import { getRepaired, postRepair } from './features/connections/repair.ts';
import { postWebhook } from './features/connections/webhook.ts';
import { getCreditJson } from './features/credit/api.ts';
import { getCredit } from './features/credit/page.ts';
import { getNetWorthJson } from './features/net-worth/api.ts';
import { getNetWorthFile } from './features/net-worth/csv.ts';
import { getNetWorth } from './features/net-worth/page.ts';
import { getDashboardJson } from './features/overview/api.ts';
import { getDashboard } from './features/overview/page.ts';
import { deleteMeJson, postDeleteMe } from './features/privacy/delete-me.ts';
import { getPrivacyJson } from './features/privacy/export.ts';
import { getPrivacy } from './features/privacy/page.ts';
import { getRecurring } from './features/recurring/page.ts';
import { getSetup, postKeyCheck, postSetup } from './features/setup/page.ts';
import { getAccount, postSignOut } from './features/sign-in/account.ts';
import { getSignInLink, postSignInLink } from './features/sign-in/confirm.ts';
import { getSignIn, postSignIn } from './features/sign-in/sign-in.ts';
import { getSpendingJson } from './features/spending/api.ts';
import { getSpending } from './features/spending/page.ts';
import { getTransactionsJson } from './features/transactions/api.ts';
import { getTransactionsFile } from './features/transactions/exports/download.ts';
import { getTransactions } from './features/transactions/page.ts';
import { settleBook } from './page/book.ts';
import { showError } from './page/error.ts';
import { postFreshData, postLiveBalances } from './page/fresh-data.ts';
import { getHome } from './page/home.ts';
import { postPreferences } from './page/preferences.ts';
import { requestContext, requireLinkedBank } from './page/request-context.ts';
import { isForeignBank } from './page/unreadable-banks.ts';
import { ROOT, type Services } from './services.ts';
import { errorHandler, notFound } from './web/errors.ts';
import { forgetLastMatchAtEnd } from './web/memory.ts';
import { publicFiles } from './web/public-files.ts';
import { rateLimit } from './web/rate-limit.ts';
import { requestLog } from './web/request-log.ts';
import {
  noStore,
  refuseEmbedding,
  sameOriginOnly,
  securityHeaders,
  validateRequest,
} from './web/security.ts';
import { sessionMiddleware } from './web/session.ts';
import { resealBanks, vaultMiddleware } from './web/vault.ts';

/** Linking costs Plaid calls and money, so it is allowed a sixth of the requests. */
const LINKING_SHARE = 6;
/** Webhooks of everybody's banks come from the same few addresses of Plaid's. */
const WEBHOOK_SHARE = 10;

/**
 * Loads what requests need and the start does without. To be done once, as soon as the server listens: a module that
 * cannot be read later, such as for want of file descriptors, could not be had again until a restart.
 */
export async function loadRemainingCode(services: Services): Promise<void> {
  await Promise.all([services.load(), loadOpenApi(), loadCalendar()]);
}

/** The session and the sealed cookies. No more than that happens to a request before it is counted. */
export function openCookies(services: Services): RequestHandler[] {
  const { config, sealer, isSecure, now, accounts } = services;
  const cookies = { sealer, isSecure, now, hasAccounts: accounts !== null };
  return [
    sessionMiddleware({ ...cookies, keys: config.encryptionKeys }),
    vaultMiddleware({ ...cookies, isForeign: isForeignBank(services) }),
  ];
}

/** The context, the banks and the book of a request, in the order in which each needs those before it. */
export function openRequest(services: Services): RequestHandler[] {
  return [requestContext(services), resealBanks, renewAccounts, removeExpired(services), settleBook];
}

/** The Express app over these services; the same one in production and in tests. */
export function createApp(services: Services): Express {
  const { config, log, sealer, isSecure, demo, accounts, limitStore } = services;
  const { runToCompletion } = services.backgroundWork;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(securityHeaders({ isSecure, formOrigins: services.linkOrigins }));
  app.use(publicFiles(path.join(ROOT, 'public')));

  app.get('/healthz', noStore, (_req, res) => void res.type('text').send('ok'));
  app.use(requestLog(log), forgetLastMatchAtEnd);
  const limitWebhooks = rateLimit(config.rateLimit * WEBHOOK_SHARE, limitStore('webhooks'));
  app.post(`${WEBHOOK_PATH}/:sealed`, noStore, limitWebhooks, postWebhook(services));
  const count = (limit: number, what: string) => rateLimit(limit, limitStore(what), countedFor(sealer));
  app.use(
    noStore,
    validateRequest,
    // Plaid's page may be in a frame of whoever sent its address on: where its way back arrives, that is found out.
    refuseEmbedding((req) => returningVisit(req, sealer) !== null),
    sameOriginOnly(services.ownOrigin),
    ...openCookies(services),
    count(config.rateLimit, 'all'),
  );
  app.use(readUpload);
  app.use(express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 }));
  app.use(openRequest(services));
  const limitLinking = count(Math.ceil(config.rateLimit / LINKING_SHARE), 'linking');

  app.get('/', getHome(services));
  app.post('/link', limitLinking, postLink(services));
  app.get('/link/return', limitLinking, runToCompletion(getLinkReturn(services)));
  app.get('/dashboard', requireLinkedBank, getDashboard(services));
  app.post('/from-bank', requireLinkedBank, postFreshData);
  app.post('/live-balances', requireLinkedBank, postLiveBalances);
  app.get('/transactions', requireLinkedBank, getTransactions(services));
  app.get('/transactions.csv', requireLinkedBank, getTransactionsFile('csv'));
  app.get('/transactions.json', requireLinkedBank, getTransactionsFile('json'));
  app.get('/transactions.ofx', requireLinkedBank, getTransactionsFile('ofx'));
  app.get('/transactions.qif', requireLinkedBank, getTransactionsFile('qif'));
  app.get('/spending', requireLinkedBank, getSpending(services));
  app.get('/net-worth', requireLinkedBank, getNetWorth(services));
  app.get('/net-worth.csv', requireLinkedBank, getNetWorthFile);
  app.get('/recurring', requireLinkedBank, getRecurring(services));
  app.get('/ahead', requireLinkedBank, getAhead(services));
  app.get('/upcoming.ics', requireLinkedBank, getCalendarFile);
  app.get('/credit', requireLinkedBank, getCredit(services));
  app.get('/book', requireLinkedBank, getBook(services));
  app.get('/book/line', requireLinkedBank, getLine(services));
  app.post('/book/line', requireLinkedBank, postLine(services));
  app.post('/book/remove', requireLinkedBank, postRemoveLine);
  app.post('/book/undo', requireLinkedBank, postUndo);
  app.post('/book/import', requireLinkedBank, postImport(services));
  app.get('/book.txt', getBookFile);
  app.get('/api/openapi.json', getOpenApi(services));
  app.get('/api/dashboard', requireLinkedBank, getDashboardJson(services));
  app.get('/api/transactions', requireLinkedBank, getTransactionsJson);
  app.get('/api/spending', requireLinkedBank, getSpendingJson);
  app.get('/api/net-worth', requireLinkedBank, getNetWorthJson);
  app.get('/api/ahead', requireLinkedBank, getAheadJson);
  app.get('/api/credit', requireLinkedBank, getCreditJson(services));
  app.get('/privacy', getPrivacy(services));
  app.post('/preferences', postPreferences(services));
  app.get('/banks', requireLinkedBank, getBanks(services));
  app.post('/banks/extend', limitLinking, requireLinkedBank, runToCompletion(postExtendAll(services)));
  app.post('/banks/unreadable/remove', postRemoveUnreadable);
  app.post('/banks/:id/repair', limitLinking, postRepair(services));
  app.get('/banks/:id/repaired', limitLinking, getRepaired(services));
  app.post('/banks/:id/accounts', limitLinking, postAccounts(services));
  app.get('/banks/:id/accounts', limitLinking, getAccounts(services));
  app.post('/banks/:id/extend', runToCompletion(postExtend(services)));
  app.get('/banks/:id/disconnect', getDisconnect(services));
  app.post('/banks/:id/disconnect', runToCompletion(postDisconnect(services)));
  app.get('/disconnect/:sealed', getDisconnectLink(services));
  app.post('/disconnect/:sealed', runToCompletion(postDisconnectLink(services)));
  app.get('/logout', getLogout(services));
  app.post('/logout', runToCompletion(postLogout(services)));
  app.get('/privacy.json', getPrivacyJson(services));
  app.post('/delete-me', runToCompletion(postDeleteMe(services)));
  app.delete('/api/delete-me', runToCompletion(deleteMeJson(services)));
  if (accounts) {
    app.get('/sign-in', getSignIn(services, accounts));
    app.post('/sign-in', postSignIn(services, accounts));
    app.get('/sign-in/:sealed', getSignInLink(services));
    app.post('/sign-in/:sealed', postSignInLink(services, accounts));
    app.get('/account', getAccount(services));
    app.post('/sign-out', postSignOut(services));
  }
  app.get('/setup', getSetup(services));
  app.post('/setup', limitLinking, postSetup(services));
  app.post('/setup/key-check', limitLinking, postKeyCheck(services));
  if (demo) {
    app.post('/demo/couple', limitLinking, postCouple(services, demo));
    app.use(demo.path, demo.linkPages);
  }

  app.use(notFound);
  app.use(errorHandler(log, showError(services)));
  return app;
}
