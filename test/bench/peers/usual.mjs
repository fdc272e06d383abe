/**
 * An app as those of this kind are usually written: Express, the plain Plaid SDK, one call after another, and the page
 * when all answers have come; access tokens are in a session in memory.
 */

import { firstDay, PAGE_SIZE, plaid, serve } from './app.mjs';
import { summaryOf } from './summary.mjs';

serve(async (req, res) => {
  const accounts = [];
  const transactions = [];
  for (const accessToken of req.session.accessTokens ?? []) {
    const { data } = await plaid.accountsBalanceGet({ access_token: accessToken });
    accounts.push(...data.accounts);
    transactions.push(...(await readTransactions(accessToken, firstDay(req))));
  }
  res.render('dashboard', { accounts, ...summaryOf(transactions) });
});

async function readTransactions(accessToken, from) {
  const rows = [];
  for (;;) {
    const { data } = await plaid.transactionsGet({
      access_token: accessToken,
      start_date: from,
      end_date: new Date().toISOString().slice(0, 10),
      options: { count: PAGE_SIZE, offset: rows.length },
    });
    rows.push(...data.transactions);
    if (rows.length >= data.total_transactions || data.transactions.length === 0) return rows;
  }
}
