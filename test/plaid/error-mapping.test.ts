import { describe, expect, it } from 'vitest';
import { answerErrorOf, KIND_BY_CODE, plaidErrorOf } from '../../src/plaid/error-mapping.ts';
import { bodyOf, parsed, TOKEN } from './failures.ts';

describe('an error of Plaid', () => {
  it.each([...KIND_BY_CODE])('%s is %s', (code, kind) => {
    expect(answerErrorOf(bodyOf(code), 400)).toMatchObject({ kind, code, requestId: 'abc123' });
  });

  // Their type and status alone would have said something else.
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
  ])('%s of type %s with status %d is %s', (code, error_type, status, kind) => {
    expect(plaidErrorOf(bodyOf(code, { error_type }), status)).toMatchObject({ kind, code });
  });

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
  ])('of a code yet to come, with status %d and type %s, is %s', (status, error_type, kind) => {
    const error = answerErrorOf(bodyOf('BRAND_NEW', { error_type }), status);
    expect(error).toMatchObject({ kind, code: 'BRAND_NEW' });
  });

  it.each([
    ['HTML', 502, '<html>Bad gateway</html>'],
    ['nothing', 503, ''],
    ['null', 500, null],
    ['another kind of object', 404, { message: TOKEN }],
    ['a code that is none', 400, bodyOf(TOKEN)],
    ['a code that is a list', 400, bodyOf(['ITEM_LOGIN_REQUIRED'])],
    ['a choice of places', 300, ''],
    ['a redirect', 302, ''],
  ])('with a body of %s is known by its status %d', (_, status, body) => {
    const error = answerErrorOf(parsed(body), status);
    expect(error).toMatchObject({ kind: 'plaid-down', code: `HTTP_${status}`, requestId: null });
  });

  it('with a code that every object has a member of is an unknown one', () => {
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
  ])('%s with status %d may pass in a moment: %s', (code, status, isTransient) => {
    expect(answerErrorOf(bodyOf(code), status)).toMatchObject({ code, isTransient });
  });

  it.each([
    [502, '<html>', true],
    [404, '', false],
    [302, '', false],
  ])('that is none of Plaid’s, with status %d %j, may pass in a moment: %s', (status, body, isTransient) => {
    expect(answerErrorOf(parsed(body), status)).toMatchObject({ isTransient });
  });

  it('without a sensible request id has none', () => {
    for (const request_id of [undefined, null, 7, '', `${TOKEN} and more`, 'x'.repeat(65)]) {
      expect(plaidErrorOf(bodyOf('NO_ACCOUNTS', { request_id }), 400)?.requestId).toBeNull();
    }
  });
});
