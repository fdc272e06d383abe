/** What each route answers to whom, which limits count it, and whether a process that stops waits for it. */

import { disconnectLinkOf } from '../support/disconnect.ts';
import { beginLink, finishAtPlaid } from '../support/link.ts';
import { askForLink, linkFor } from '../support/sign-in.ts';
import { type Person, SETUP_TOKEN } from './full-app.ts';

/** The limits by their names in Redis, each with the requests that it allows with RATE_LIMIT=1200. */
export const LIMITS = {
  all: 1200,
  linking: 200,
  webhooks: 12_000,
  'mail-network': 30,
  'mail-address': 5,
} as const;

export interface Row {
  /** The answer to a browser without cookies: its status, and where a redirect leads (`Plaid`: to the hosted Link page). */
  readonly anonymous: string;
  /** The answer to somebody with a bank, an account and the operator's token. */
  readonly known: string;
  /** The limits that count a request. */
  readonly limits: readonly (keyof typeof LIMITS)[];
  /** A Plaid endpoint that it calls, if it calls Plaid. */
  readonly calls?: string;
  /** Of a page: its title, and the entry of the navigation that is marked. */
  readonly page?: readonly [title: string, current: string];
  /** A page of another site may load it, too. */
  readonly isForAll?: true;
  /** At SIGTERM the process waits for its work, even when the reader has left. */
  readonly isDrained?: true;
  /** The address, where it is not just the route with the bank's id. */
  readonly path?: (person: Person) => string | Promise<string>;
  readonly fields?: Readonly<Record<string, string>>;
  /** Plaid's own request, which is no form: it needs no origin, but these headers and this body. */
  readonly webhook?: (person: Person) => RequestInit;
}

const ALL = ['all'] as const;
const LINKING = ['all', 'linking'] as const;
const PAGE = { anonymous: '200', known: '200', limits: ALL };
const BANK_PAGE = { anonymous: '303 /', known: '200', limits: ALL };
/** Of a bank or a link that a browser without cookies does not have. */
const OWN = { anonymous: '404', limits: ALL };
/** The redirect has a page, for browsers that do not follow it. */
const TO_PLAID: Omit<Row, 'anonymous'> = {
  ...{ known: '303 Plaid', limits: LINKING, calls: '/link/token/create' },
  page: ['Continue to Plaid', ''],
};
const BANK_API = { anonymous: '401', known: '200', limits: ALL };
const ACCOUNTS_PAGE: Row = { ...PAGE, anonymous: '404', page: ['Choose accounts — demo bank sign-in', ''] };
const TRANSACTIONS = '/transactions/get';

const disconnectLink = ({ client }: Person) => disconnectLinkOf(client);
const signInLink = async ({ client, mail, email }: Person) => {
  await askForLink(client, email);
  return mail ? linkFor(mail, email) : '';
};
const linkPage = async ({ client }: Person) => new URL(await beginLink(client)).pathname;

/** With Plaid's keys, Redis, PostgreSQL and mail: every route of the app. */
export const ROUTES: Readonly<Record<string, Row>> = {
  'GET /healthz': { ...PAGE, limits: [], isForAll: true },
  'POST /plaid/webhook/:sealed': {
    anonymous: '404',
    known: '200',
    limits: ['webhooks'],
    isForAll: true,
    calls: '/webhook_verification_key/get',
    path: ({ webhookPath }) => webhookPath,
    webhook: ({ sign }) => {
      const body = JSON.stringify({ webhook_type: 'ITEM', webhook_code: 'WEBHOOK_UPDATE_ACKNOWLEDGED' });
      const signature = sign(body);
      return { body, headers: { 'content-type': 'application/json', 'plaid-verification': signature } };
    },
  },
  'GET /': { ...PAGE, page: ['Your money on one page', ''] },
  'POST /link': { anonymous: '303 Plaid', ...TO_PLAID },
  'GET /link/return': {
    anonymous: '303 /dashboard',
    known: '303 /dashboard',
    limits: LINKING,
    calls: '/link/token/get',
    isDrained: true,
    path: async ({ client }) => {
      const { pathname, search } = new URL(await finishAtPlaid(await beginLink(client)));
      return pathname + search;
    },
  },
  'GET /dashboard': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Overview', 'Overview'] },
  'POST /from-bank': { anonymous: '303 /', known: '303 /', limits: ALL },
  'POST /live-balances': { anonymous: '303 /', known: '303 /dashboard', limits: ALL },
  'GET /transactions': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Transactions', 'Transactions'] },
  'GET /transactions.csv': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /transactions.json': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /transactions.ofx': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /transactions.qif': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /spending': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Spending', 'Spending'] },
  'GET /net-worth': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Net worth', 'Net worth'] },
  'GET /net-worth.csv': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /recurring': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Recurring', 'Recurring'] },
  'GET /ahead': { ...BANK_PAGE, calls: TRANSACTIONS, page: ['Forecast', 'Forecast'] },
  'GET /upcoming.ics': { ...BANK_PAGE, calls: TRANSACTIONS },
  'GET /credit': { ...BANK_PAGE, calls: '/liabilities/get', page: ['Credit', 'Credit'] },
  'GET /book': { ...BANK_PAGE, page: ['Book', ''] },
  'GET /book/line': {
    ...{ ...BANK_PAGE, calls: TRANSACTIONS, page: ['File under…', ''] },
    path: () => '/book/line?kind=file&text=coffee&category=FOOD_AND_DRINK&show=yes',
  },
  'POST /book/line': {
    ...{ anonymous: '303 /', known: '303 /book', limits: ALL },
    fields: { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
  },
  'POST /book/remove': { anonymous: '303 /', known: '303 /book', limits: ALL, fields: { id: 'none' } },
  'POST /book/undo': { anonymous: '303 /', known: '303 /book', limits: ALL, fields: { id: 'none' } },
  'POST /book/import': {
    ...{ ...BANK_PAGE, page: ['Upload your book', ''] },
    fields: { book: 'rate EUR 1.08 USD' },
  },
  'GET /book.txt': PAGE,
  'GET /api/openapi.json': PAGE,
  'GET /api/dashboard': { ...BANK_API, calls: TRANSACTIONS },
  'GET /api/transactions': { ...BANK_API, calls: TRANSACTIONS },
  'GET /api/spending': { ...BANK_API, calls: TRANSACTIONS },
  'GET /api/net-worth': { ...BANK_API, calls: TRANSACTIONS },
  'GET /api/ahead': { ...BANK_API, calls: TRANSACTIONS },
  'GET /api/credit': { ...BANK_API, calls: '/liabilities/get' },
  'GET /privacy': { ...PAGE, page: ['What is kept about you', 'Privacy'] },
  'POST /preferences': { anonymous: '303 /', known: '303 /', limits: ALL, fields: { theme: 'dark' } },
  'GET /banks': { ...BANK_PAGE, calls: '/accounts/get', page: ['Banks', 'Banks'] },
  'POST /banks/extend': {
    ...{ anonymous: '303 /', known: '303 /banks', limits: LINKING, fields: { lifetime: '30' } },
    ...{ calls: '/item/webhook/update', isDrained: true },
  },
  'POST /banks/unreadable/remove': { anonymous: '303 /', known: '303 /banks', limits: ALL },
  'POST /banks/:id/repair': { ...OWN, ...TO_PLAID },
  'GET /banks/:id/repaired': { ...OWN, known: '303 /dashboard', limits: LINKING, calls: '/accounts/get' },
  'POST /banks/:id/accounts': { ...OWN, ...TO_PLAID },
  'GET /banks/:id/accounts': { ...OWN, known: '303 /banks', limits: LINKING, calls: '/accounts/get' },
  'POST /banks/:id/extend': {
    ...{ ...OWN, known: '303 /banks', fields: { lifetime: '30' } },
    ...{ calls: '/item/webhook/update', isDrained: true },
  },
  'GET /banks/:id/disconnect': { ...OWN, known: '200', page: ['Disconnect Fernhollow Bank', ''] },
  'POST /banks/:id/disconnect': {
    ...{ ...OWN, known: '200', page: ['Fernhollow Bank is disconnected', ''] },
    ...{ calls: '/item/remove', isDrained: true },
  },
  'GET /disconnect/:sealed': { ...OWN, known: '200', path: disconnectLink, page: ['Disconnect a bank', ''] },
  'POST /disconnect/:sealed': {
    ...{ ...OWN, known: '200', path: disconnectLink, page: ['Disconnect a bank', ''] },
    ...{ calls: '/user/items/get', isDrained: true },
  },
  'GET /logout': { ...PAGE, page: ['Log out', ''] },
  'POST /logout': { ...PAGE, calls: '/item/remove', isDrained: true, page: ['You are logged out', ''] },
  'GET /privacy.json': PAGE,
  'POST /delete-me': { ...PAGE, calls: '/item/remove', isDrained: true, page: ['Everything is deleted', ''] },
  'DELETE /api/delete-me': { ...PAGE, calls: '/item/remove', isDrained: true },
  'GET /sign-in': { ...PAGE, page: ['Sign in', 'Account'] },
  'POST /sign-in': {
    anonymous: '303 /sign-in',
    known: '303 /sign-in',
    limits: ['all', 'mail-network', 'mail-address'],
    fields: { email: 'asked-for@example.org' },
  },
  'GET /sign-in/:sealed': {
    anonymous: '303 /sign-in',
    known: '200',
    limits: ALL,
    path: signInLink,
    page: ['Sign in', 'Account'],
  },
  'POST /sign-in/:sealed': {
    anonymous: '303 /sign-in',
    known: '303 /account',
    limits: ALL,
    path: signInLink,
  },
  'GET /account': { anonymous: '303 /sign-in', known: '200', limits: ALL, page: ['Your account', 'Account'] },
  'POST /sign-out': { anonymous: '303 /', known: '303 /', limits: ALL },
  'GET /setup': { ...PAGE, page: ['Set-up', ''] },
  'POST /setup': {
    anonymous: '303 /setup',
    known: '303 /setup',
    limits: LINKING,
    fields: { token: SETUP_TOKEN },
  },
  'POST /setup/key-check': {
    anonymous: '303 /setup',
    known: '303 /setup',
    limits: LINKING,
    calls: '/link/token/create',
  },
};

/** Further routes of the demo: four banks in one step, and its Link pages, which open only with the address of a visit. */
export const DEMO_ROUTES: Readonly<Record<string, Row>> = {
  'POST /demo/couple': { anonymous: '303 /link/return', known: '303 /link/return', limits: LINKING },
  'GET /demo/link/:token': {
    ...{ ...OWN, known: '200', path: linkPage, page: ['Choose a bank — demo bank sign-in', ''] },
  },
  'GET /demo/link/:token/accounts': {
    ...ACCOUNTS_PAGE,
    path: async (person) => `${await linkPage(person)}/accounts?bank=ins_900001&person=couple`,
  },
  'POST /demo/link/:token/accounts': {
    ...ACCOUNTS_PAGE,
    path: async (person) => `${await linkPage(person)}/accounts`,
    fields: { bank: 'ins_900001', person: 'couple' },
  },
  'POST /demo/link/:token/repair': demoForm('repair'),
  'POST /demo/link/:token/finish': demoForm('finish'),
  'POST /demo/link/:token/cancel': demoForm('cancel'),
};

function demoForm(name: string): Row {
  return { ...OWN, known: '303 /link/return', path: async (person) => `${await linkPage(person)}/${name}` };
}

const NO_SUCH_PAGE: Row = { ...OWN, known: '404', page: ['There is no such page', ''] };
const NOT_HERE: Row = { anonymous: '405', known: '405', limits: [], page: ['That cannot be done here', ''] };

/** What no route answers, and the answer to everybody. A method or an address that is refused is counted by no limit. */
export const NO_ROUTES: Readonly<Record<string, Row>> = {
  'GET /no-such-page': NO_SUCH_PAGE,
  'POST /no-such-page': NO_SUCH_PAGE,
  'GET /api/no-such-page': { ...OWN, known: '404' },
  'DELETE /api/no-such-page': { ...OWN, known: '404' },
  'GET /icons/none.svg': NO_SUCH_PAGE,
  'GET /.env': NO_SUCH_PAGE,
  'PUT /': NOT_HERE,
  'DELETE /logout': NOT_HERE,
  'PATCH /api/dashboard': { anonymous: '405', known: '405', limits: [] },
  [`GET /${'x'.repeat(8_000)}`]: {
    ...{ anonymous: '414', known: '414', limits: [], page: ['That address is too long', ''] },
  },
  'GET /disconnect/%E0%A4%A': {
    ...{ anonymous: '400', known: '400', limits: ALL, page: ['That request made no sense', ''] },
  },
};
