/** What both peers begin with: Express, a session in memory for the access tokens, and the plain SDK. */

import path from 'node:path';
import express from 'express';
import session from 'express-session';
import { Configuration, PlaidApi } from 'plaid';

const { HOST, PORT, PLAID_BASE_URL, PLAID_CLIENT_ID, PLAID_SECRET } = process.env;
const DAY_MS = 86_400_000;
/** As many as Plaid gives at a time. */
export const PAGE_SIZE = 500;
export const VIEWS = path.join(import.meta.dirname, 'views');

export const plaid = new PlaidApi(
  new Configuration({
    basePath: PLAID_BASE_URL,
    baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
  }),
);

/** Serves a front page, linking, and this dashboard. */
export function serve(dashboard) {
  const app = express();
  app.set('view engine', 'ejs').set('views', VIEWS);
  app.use(session({ secret: 'bench', resave: false, saveUninitialized: false }));
  app.use(express.urlencoded({ extended: false }));
  app.get('/', (_req, res) => res.render('home'));
  // In the place of linking banks.
  app.post('/banks', (req, res) => {
    req.session.accessTokens = [req.body.access_token].flat();
    res.redirect('/dashboard');
  });
  app.get('/dashboard', dashboard);
  app.listen(Number(PORT), HOST);
}

/** The first day that a request asks for; 30 days where it names none. */
export function firstDay({ query }) {
  return new Date(Date.now() - Number(query.days ?? 30) * DAY_MS).toISOString().slice(0, 10);
}
