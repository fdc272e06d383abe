/**
 * An app as a good engineer writes it who may keep what the banks say: all banks at once, /transactions/sync into memory, so
 * that only what is new is read, and the page's head before the answers.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import express from 'express';
import session from 'express-session';
import { Configuration, PlaidApi } from 'plaid';
import { summaryOf } from './summary.mjs';

const { HOST, PORT, PLAID_BASE_URL, PLAID_CLIENT_ID, PLAID_SECRET } = process.env;
const PAGE_SIZE = 500;
const DAY_MS = 86_400_000;
const VIEWS = path.join(import.meta.dirname, 'views');

const plaid = new PlaidApi(
  new Configuration({
    basePath: PLAID_BASE_URL,
    baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
  }),
);
const [head, ...rest] = readFileSync(path.join(VIEWS, 'dashboard.ejs'), 'utf8').split(/(?<=<h1>.*<\/h1>\n)/);
const body = ejs.compile(rest.join(''));
/** By access token: the rows that are known, the latest first, and the cursor for those to come. */
const kept = new Map();

const app = express();
app.set('view engine', 'ejs').set('views', VIEWS);
app.use(session({ secret: 'bench', resave: false, saveUninitialized: false }));
app.use(express.urlencoded({ extended: false }));

app.get('/', (_req, res) => res.render('home'));

/** In the place of linking banks. */
app.post('/banks', (req, res) => {
  req.session.accessTokens = [req.body.access_token].flat();
  res.redirect('/dashboard');
});

app.get('/dashboard', async (req, res) => {
  res.type('html').write(head);
  const from = new Date(Date.now() - Number(req.query.days ?? 30) * DAY_MS).toISOString().slice(0, 10);
  const banks = await Promise.all((req.session.accessTokens ?? []).map(readBank));
  const accounts = banks.flatMap((bank) => bank.accounts);
  const transactions = banks.flatMap((bank) => bank.rows.filter(({ date }) => date >= from));
  res.end(body({ accounts, ...summaryOf(transactions) }));
});

app.listen(Number(PORT), HOST);

async function readBank(accessToken) {
  const [{ data }, rows] = await Promise.all([
    plaid.accountsGet({ access_token: accessToken }),
    syncTransactions(accessToken),
  ]);
  return { accounts: data.accounts, rows };
}

async function syncTransactions(accessToken) {
  const { rows, cursor: known } = kept.get(accessToken) ?? { rows: [] };
  let [cursor, hasMore, all] = [known, true, rows];
  while (hasMore) {
    const { data } = await plaid.transactionsSync({
      ...{ access_token: accessToken, count: PAGE_SIZE },
      ...(cursor && { cursor }),
    });
    const gone = new Set([...data.removed, ...data.modified].map(({ transaction_id }) => transaction_id));
    all = [...all.filter(({ transaction_id }) => !gone.has(transaction_id)), ...data.added, ...data.modified];
    [cursor, hasMore] = [data.next_cursor, data.has_more];
  }
  if (all !== rows) all.sort((a, b) => (a.date < b.date ? 1 : -1));
  kept.set(accessToken, { rows: all, cursor });
  return all;
}
