/**
 * An app as a good engineer writes it who may keep what the banks say: all banks at once, /transactions/sync into memory, so
 * that only what is new is read, and the page's head before the answers.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { firstDay, PAGE_SIZE, plaid, serve, VIEWS } from './app.mjs';
import { summaryOf } from './summary.mjs';

const [head, ...rest] = readFileSync(path.join(VIEWS, 'dashboard.ejs'), 'utf8').split(/(?<=<h1>.*<\/h1>\n)/);
const body = ejs.compile(rest.join(''));
/** By access token: the rows that are known, the latest first, and the cursor for those to come. */
const kept = new Map();

serve(async (req, res) => {
  res.type('html').write(head);
  const from = firstDay(req);
  const banks = await Promise.all((req.session.accessTokens ?? []).map(readBank));
  const accounts = banks.flatMap((bank) => bank.accounts);
  const transactions = banks.flatMap((bank) => bank.rows.filter(({ date }) => date >= from));
  res.end(body({ accounts, ...summaryOf(transactions) }));
});

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
    // Mostly nothing is new, and nothing is copied or sorted then.
    if (gone.size + data.added.length > 0)
      all = [
        ...all.filter(({ transaction_id }) => !gone.has(transaction_id)),
        ...data.added,
        ...data.modified,
      ];
    [cursor, hasMore] = [data.next_cursor, data.has_more];
  }
  if (all !== rows) all.sort((a, b) => (a.date < b.date ? 1 : -1));
  kept.set(accessToken, { rows: all, cursor });
  return all;
}
