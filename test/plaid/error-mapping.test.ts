import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KIND_BY_CODE } from '../../src/plaid/error-codes.ts';
import { answerErrorOf, plaidErrorOf, toPlaidError } from '../../src/plaid/error-mapping.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import { parseAnswer } from '../../src/plaid/response-body.ts';

const SECRET = 'the-operators-secret';
const TOKEN = 'access-sandbox-of-somebody';

/** What the SDK throws: it holds the request with its headers and its body. */
function sdkError(code: string): Error {
  const headers = { 'PLAID-SECRET': SECRET };
  const config = { headers, data: JSON.stringify({ access_token: TOKEN }), url: `/x?${TOKEN}` };
  return Object.assign(new Error(`failed for ${TOKEN}`), { code, config, request: TOKEN });
}

/** As it arrives: what is not JSON yet is sent as it stands. */
function parsed(body: unknown): object | null {
  return parseAnswer(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
}

/** An error of Plaid, as the body of its answer. */
function bodyOf(error_code: unknown, more: object = {}) {
  const messages = { error_message: TOKEN, display_message: SECRET };
  return { error_code, error_type: 'X', ...messages, request_id: 'abc123', ...more };
}

describe('an error of Plaid', () => {
  it.each([...KIND_BY_CODE])('with code %s is of kind %s', (code, kind) => {
    expect(answerErrorOf(bodyOf(code), 400)).toMatchObject({ kind, code, requestId: 'abc123' });
  });

  it.each([
    ['INVALID_UPDATED_USERNAME', 'ITEM_ERROR', 400, 'relink'],
    ['INVALID_PUBLIC_TOKEN', 'INVALID_INPUT', 400, 'relink'],
    ['ITEM_LOGIN_REQUIRED', null, 400, 'sign-in'],
    ['ITEM_LOCKED', 'ITEM_ERROR', 400, 'at-bank'],
    ['NO_ACCOUNTS', 'ITEM_ERROR', 400, 'consent'],
    ['PRODUCT_NOT_READY', 'ITEM_ERROR', 400, 'not-ready'],
    ['INSTITUTION_DOWN', null, 400, 'bank-down'],
    ['TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION', 'TRANSACTIONS_ERROR', 400, 'plaid-down'],
    ['RATE_LIMIT', null, 400, 'limited'],
    ['PRODUCTS_NOT_SUPPORTED', 'ITEM_ERROR', 400, 'unsupported'],
    ['ITEM_NOT_FOUND', 'ITEM_ERROR', 400, 'gone'],
    ['ITEM_NOT_SUPPORTED', 'ITEM_ERROR', 400, 'unlinkable'],
    ['INSTITUTION_REGISTRATION_REQUIRED', 'INSTITUTION_ERROR', 400, 'operator'],
    ['TRIAL_CONNECTION_LIMIT', 'RATE_LIMIT_EXCEEDED', 429, 'operator'],
  ])(
    'with code %s is judged by it, and not by type %s and status %d: %s',
    (code, error_type, status, kind) => {
      expect(plaidErrorOf(bodyOf(code, { error_type }), status)).toMatchObject({ kind, code });
    },
  );

  it.each([
    [429, 'X', 'limited'],
    [400, 'RATE_LIMIT_EXCEEDED', 'limited'],
    [400, 'ITEM_ERROR', 'sign-in'],
    [500, 'ITEM_ERROR', 'sign-in'],
    [400, 'INSTITUTION_ERROR', 'bank-down'],
    [500, 'API_ERROR', 'plaid-down'],
    [503, null, 'plaid-down'],
    [400, 'API_ERROR', 'plaid-down'],
    [400, 'INVALID_REQUEST', 'operator'],
    [400, undefined, 'operator'],
  ])('with an unknown code is judged by status %d and type %s: %s', (status, error_type, kind) => {
    const error = answerErrorOf(bodyOf('BRAND_NEW', { error_type }), status);
    expect(error).toMatchObject({ kind, code: 'BRAND_NEW' });
  });

  it('with a code that is a property of every object is an unknown one', () => {
    expect(answerErrorOf(bodyOf('constructor'), 400)).toMatchObject({ kind: 'operator' });
  });

  it.each([
    ['INTERNAL_SERVER_ERROR', 500, true],
    ['PLANNED_MAINTENANCE', 503, true],
    ['BRAND_NEW', 500, true],
    ['INSTITUTION_RATE_LIMIT', 429, true],
    ['TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION', 400, true],
    ['RATE_LIMIT', 429, false],
    ['BALANCE_LIMIT', 429, false],
    ['TRIAL_CONNECTION_LIMIT', 429, false],
    ['INSTITUTION_DOWN', 400, false],
    ['ITEM_LOGIN_REQUIRED', 500, false],
    ['PRODUCT_NOT_READY', 400, false],
  ])('with code %s and status %d is transient: %s', (code, status, isTransient) => {
    expect(answerErrorOf(bodyOf(code), status)).toMatchObject({ code, isTransient });
  });

  it('has no request id where Plaid sent nothing that looks like one', () => {
    for (const request_id of [undefined, null, 7, '', `${TOKEN} and more`, 'x'.repeat(65)]) {
      expect(plaidErrorOf(bodyOf('NO_ACCOUNTS', { request_id }), 400)?.requestId).toBeNull();
    }
  });
});

describe('an answer that is not in Plaid’s form', () => {
  it.each([
    ['HTML', 502, '<html>Bad gateway</html>'],
    ['nothing', 503, ''],
    ['null', 500, null],
    ['another kind of object', 404, { message: TOKEN }],
    ['a malformed code', 400, bodyOf(TOKEN)],
    ['a code that is a list', 400, bodyOf(['ITEM_LOGIN_REQUIRED'])],
    ['multiple choices', 300, ''],
    ['a redirect', 302, ''],
  ])('and is %s is an error with its status %d as the code', (_, status, body) => {
    const error = answerErrorOf(parsed(body), status);
    expect(error).toMatchObject({ kind: 'plaid-down', code: `HTTP_${status}`, requestId: null });
  });

  it.each([
    [502, '<html>', true],
    [404, '', false],
    [302, '', false],
  ])('and has status %d and body %j is a transient error: %s', (status, body, isTransient) => {
    expect(answerErrorOf(parsed(body), status)).toMatchObject({ isTransient });
  });
});

describe('what a call throws', () => {
  it('is transient only when the connection was reset', () => {
    expect(toPlaidError(sdkError('ECONNRESET')).isTransient).toBe(true);
    expect(toPlaidError(sdkError('ECONNREFUSED')).isTransient).toBe(false);
    expect(toPlaidError(new TypeError(TOKEN)).isTransient).toBe(false);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_CANCELED'])(
    'keeps its code: %s',
    (code) => {
      expect(toPlaidError(sdkError(code))).toMatchObject({ kind: 'plaid-down', code });
    },
  );

  it.each([
    [new TypeError(TOKEN)],
    [TOKEN],
    [null],
    [undefined],
    [{}],
    [{ code: TOKEN }],
    [{ response: null }],
  ])('is a fault of our own code when it has no network error code: %#', (thrown) => {
    const fault = { error: thrown instanceof TypeError ? 'TypeError' : typeof thrown };
    expect(toPlaidError(thrown)).toMatchObject({ kind: 'unexpected', code: 'UNEXPECTED', fault });
  });

  it('is an unreadable answer when it is an error of axios without a code', () => {
    const error = Object.assign(new Error(TOKEN), { isAxiosError: true });
    expect(toPlaidError(error)).toMatchObject({ kind: 'plaid-down', code: 'UNREADABLE_ANSWER', fault: null });
  });

  it('stays as it is when it is a PlaidError already', () => {
    const error = new PlaidError({ kind: 'gone', code: 'ITEM_NOT_FOUND' });
    expect(toPlaidError(error)).toBe(error);
  });
});

/** The message is that of plaid.com/docs/errors/invalid-input/#invalid_product. */
it.each<[string, string, unknown, string[]]>([
  [
    'one product',
    'INVALID_PRODUCT',
    'client is not authorized to access the following products: ["liabilities"]',
    ['liabilities'],
  ],
  [
    'two',
    'PRODUCTS_NOT_SUPPORTED',
    'not supported: ["transactions", "liabilities"]',
    ['transactions', 'liabilities'],
  ],
  ['one that is never asked for', 'INVALID_PRODUCT', `the following: ["identity", "${TOKEN}"]`, []],
  ['none', 'INVALID_PRODUCT', 'transactions are not for you', []],
  ['no message', 'INVALID_PRODUCT', { products: ['transactions'] }, []],
  ['a product in an error about something else', 'INVALID_FIELD', 'bad: ["transactions"]', []],
])('a refusal whose message names %s is of these products', (_, code, error_message, products) => {
  expect(plaidErrorOf(bodyOf(code, { error_message }), 400)?.products).toEqual(products);
});

it.each([
  ['an error of Plaid', answerErrorOf(bodyOf('ITEM_LOGIN_REQUIRED'), 400)],
  ['a body that is not Plaid’s', answerErrorOf({ message: `${TOKEN} ${SECRET}` }, 502)],
  ['an error of the network', toPlaidError(sdkError('ECONNREFUSED'))],
  ['an error of our own code', toPlaidError(new TypeError(`${TOKEN} ${SECRET}`))],
])('a PlaidError made from %s holds neither secret nor token', (_, error) => {
  const everything = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), error?.stack];
  expect(everything[0]).toMatch(/^PlaidError: \w+\n/);
  for (const text of everything) {
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(SECRET);
  }
  expect(error?.cause).toBeUndefined();
  expect(Object.keys(error ?? {}).toSorted()).toEqual([
    ...['code', 'endpoint', 'fault', 'isTransient', 'kind', 'name', 'products', 'requestId'],
  ]);
});
