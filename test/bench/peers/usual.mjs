/**
 * An app as those of this kind are usually written: Express, the plain Plaid SDK, one call after another, and the page
 * when all answers have come; access tokens are in a session in memory.
 */

import path from 'node:path';
import express from 'express';
import session from 'express-session';
import { Configuration, PlaidApi } from 'plaid';
import { summaryOf } from './summary.mjs';

const { HOST, PORT, PLAID_BASE_URL, PLAID_CLIENT_ID, PLAID_SECRET } = process.env;
const PAGE_SIZE = 500;
const DAY_MS = 86_400_000;

const plaid = new PlaidApi(
  new Configuration({
    basePath: PLAID_BASE_URL,
    baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
  }),
);

const app = express();
app.set('view engine', 'ejs').set('views', path.join(import.meta.dirname, 'views'));
app.use(session({ secret: 'bench', resave: false, saveUninitialized: false }));
app.use(express.urlencoded({ extended: false }));

app.get('/', (_req, res) => res.render('home'));

/** In the place of linking banks. */
app.post('/banks', (req, res) => {
  req.session.accessTokens = [req.body.access_token].flat();
  res.redirect('/dashboard');
});

app.get('/dashboard', async (req, res) => {
  const accounts = [];
  const transactions = [];
  for (const accessToken of req.session.accessTokens ?? []) {
    const { data } = await plaid.accountsBalanceGet({ access_token: accessToken });
    accounts.push(...data.accounts);
    transactions.push(...(await readTransactions(accessToken, Number(req.query.days ?? 30))));
  }
  res.render('dashboard', { accounts, ...summaryOf(transactions) });
});

app.listen(Number(PORT), HOST);

async function readTransactions(accessToken, days) {
  const rows = [];
  for (;;) {
    const { data } = await plaid.transactionsGet({
      access_token: accessToken,
      start_date: dayOf(Date.now() - days * DAY_MS),
      end_date: dayOf(Date.now()),
      options: { count: PAGE_SIZE, offset: rows.length },
    });
    rows.push(...data.transactions);
    if (rows.length >= data.total_transactions || data.transactions.length === 0) return rows;
  }
}

function dayOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}
