/** Builds that break the promise, each in one way, by a few words put into the sources. */

export interface Breach {
  readonly title: string;
  /** Below src/. */
  readonly file: string;
  /** A text that occurs once in that file, and what replaces it. */
  readonly find: string;
  readonly replace: string;
  /** How the row of the proof that must fail begins. */
  readonly row: string;
}

const KEPT = 'const kept: unknown[] = ((globalThis as { kept?: unknown[] }).kept ??= []);';
const RIGHT_AFTER = 'alive right after the answers';
const TRANSACTION = '  const currency = currencyOf(transaction);\n';
const AMOUNT = 'toMinorUnits(-transaction.amount, currency)';
const UNSEALED = '    const entry = toEntry(name.slice(prefix.length), opened);\n';

/** Keeps no more than the last one: that is enough to be found. */
const FROM_PLAID = (keep: string) => ({
  file: 'plaid/mapping.ts',
  find: TRANSACTION,
  replace: `${TRANSACTION}  ${KEPT}\n  ${keep}\n`,
  row: RIGHT_AFTER,
});
const FROM_VAULT = (purpose: 'bank' | 'book') => ({
  file: 'web/vault.ts',
  find: UNSEALED,
  replace: `${UNSEALED}    ${KEPT}\n    if (purpose === '${purpose}') kept[0] = entry.content;\n`,
  row: RIGHT_AFTER,
});

export const BREACHES: readonly Breach[] = [
  {
    title: 'the last amount in an object',
    ...FROM_PLAID(`kept[0] = { date: transaction.date, amountMinor: ${AMOUNT}, currency };`),
  },
  {
    title: 'amounts in an array of small integers',
    ...FROM_PLAID(`((kept[0] ??= []) as number[]).push(${AMOUNT});`),
  },
  {
    title: 'amounts in an array of doubles',
    ...FROM_PLAID('((kept[0] ??= [0.5]) as number[]).push(transaction.amount);'),
  },
  {
    title: 'an amount in a typed array',
    ...FROM_PLAID(`kept[0] = Int32Array.of(${AMOUNT});`),
  },
  {
    title: 'a cache that clears itself after two seconds',
    ...FROM_PLAID(
      'const entry = { name: transaction.name }; kept.push(entry); setTimeout(() => kept.splice(kept.indexOf(entry), 1), 2_000);',
    ),
  },
  {
    title: 'a Buffer that holds one access token',
    file: 'connections/connection.ts',
    find: '    const taken = this.#rest.subarray(0, count);\n',
    replace: `    const taken = this.#rest.subarray(0, count);\n    ${KEPT}\n    if (count === 16) kept[0] = Buffer.concat([taken]);\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'an unsealed bank in a Buffer',
    ...FROM_VAULT('bank'),
  },
  {
    title: 'an unsealed book in a Buffer, which is deflated',
    ...FROM_VAULT('book'),
  },
  {
    title: 'the last book in a variable of its module',
    file: 'page/book-cookie.ts',
    find: '  const { lines, problems } = parseBook(text, { hasBounds: false });\n',
    replace: `  const { lines, problems } = parseBook(text, { hasBounds: false });\n  ${KEPT}\n  kept[0] = lines;\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'every answer of /credit in a growing array',
    file: 'page/send-sections.ts',
    find: '    const startedAt = performance.now();\n',
    replace: `    const startedAt = performance.now();\n    ${KEPT}\n    const write = res.write.bind(res);\n    if (req.path === '/credit') res.write = ((piece: string) => kept.push(piece) && write(piece)) as typeof res.write;\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'what /api/credit answers',
    file: 'features/credit/api.ts',
    find: "    const answer: Api['Credit'] = {\n",
    replace: `    ${KEPT}\n    kept.push(known);\n    const answer: Api['Credit'] = {\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'what /privacy.json answers',
    file: 'features/privacy/export.ts',
    find: '    res.json({\n',
    replace: `    ${KEPT}\n    kept.push(JSON.stringify(banks));\n    res.json({\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'a page that names no bank and no amount',
    file: 'web/views.ts',
    find: '    forgetLastMatch();\n',
    replace: `    forgetLastMatch();\n    ${KEPT}\n    if (name === 'pages/setup') kept.push(text);\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'the cookies of whoever asks for live balances',
    file: 'page/fresh-data.ts',
    find: '  const { banks, format } = req.context;\n',
    replace: `  const { banks, format } = req.context;\n  ${KEPT}\n  kept.push(req.headers.cookie);\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'the token of a bank that is repaired',
    file: 'features/connections/repair.ts',
    find: '    const { accessToken, institutionName } = connection;\n',
    replace: `    const { accessToken, institutionName } = connection;\n    ${KEPT}\n    kept.push(accessToken);\n`,
    row: RIGHT_AFTER,
  },
  {
    title: 'a token in the log, when a bank is kept for longer',
    file: 'features/connections/extend.ts',
    find: '    const { userId, accessToken } = connection;\n',
    replace:
      "    const { userId, accessToken } = connection;\n    services.log.trace({ accessToken }, 'extend');\n",
    row: 'in',
  },
  {
    title: 'a file that is written and removed',
    file: 'reading/bank-transactions.ts',
    find: '  const { gateway, transactionCache, connection, range, callOptions, listPage } = question;\n',
    replace:
      "  const { gateway, transactionCache, connection, range, callOptions, listPage } = question;\n  const fs = await import('node:fs');\n  fs.writeFileSync('last', connection.institutionName);\n  fs.rmSync('last');\n",
    row: 'files written',
  },
  {
    title: 'a name in Redis for a tenth of a second',
    file: 'redis/transaction-cache.ts',
    find: '    const bytes = await packEntry(source, lock);\n',
    replace:
      "    const bytes = await packEntry(source, lock);\n    await redis.ask((client) => client.set('last', connection.institutionName, { PX: 100 }));\n",
    row: 'in what was sent to Redis',
  },
  {
    title: 'a name in PostgreSQL',
    file: 'features/sign-in/account.ts',
    find: 'export function getAccount(services: Services): RequestHandler {\n  return async (req, res) => {\n',
    replace:
      "export function getAccount(services: Services): RequestHandler {\n  return async (req, res) => {\n    const [bank] = req.context.banks;\n    await services.accounts?.users.setSubscription(bank?.connection.institutionName ?? '', 'premium');\n",
    row: 'in what was sent to PostgreSQL',
  },
  {
    title: 'a route that nobody has thought of',
    file: 'app.ts',
    find: "  app.get('/', getHome(services));\n",
    replace: "  app.get('/', getHome(services));\n  app.get('/newest', getHome(services));\n",
    row: 'routes of the router',
  },
];
