import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { answerErrorOf, toPlaidError } from '../../src/plaid/error-mapping.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import { bodyOf, SECRET, sdkError, TOKEN } from './failures.ts';

describe('an error on the way', () => {
  it('is worth another try where the connection was reset, and only there', () => {
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
  ])('that is not the network’s is a fault of ours: %#', (thrown) => {
    const fault = { error: thrown instanceof TypeError ? 'TypeError' : typeof thrown };
    expect(toPlaidError(thrown)).toMatchObject({ kind: 'unexpected', code: 'UNEXPECTED', fault });
  });

  it('that axios gives no code is an answer that cannot be read', () => {
    const error = Object.assign(new Error(TOKEN), { isAxiosError: true });
    expect(toPlaidError(error)).toMatchObject({ kind: 'plaid-down', code: 'UNREADABLE_ANSWER', fault: null });
  });

  it('that is told in our words already stays as it is', () => {
    const error = new PlaidError({ kind: 'gone', code: 'ITEM_NOT_FOUND' });
    expect(toPlaidError(error)).toBe(error);
  });
});

describe('what a PlaidError holds', () => {
  it.each([
    ['of Plaid', answerErrorOf(bodyOf('ITEM_LOGIN_REQUIRED'), 400)],
    ['with a foreign body', answerErrorOf({ message: `${TOKEN} ${SECRET}` }, 502)],
    ['on the way', toPlaidError(sdkError('ECONNREFUSED'))],
    ['of reading', toPlaidError(new TypeError(`${TOKEN} ${SECRET}`))],
  ])('is neither secret nor token, whoever looks into an error %s', (_, error) => {
    const everything = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), error?.stack];
    expect(everything[0]).toMatch(/^PlaidError: \w+\n/);
    for (const text of everything) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(SECRET);
    }
    expect(error?.cause).toBeUndefined();
    expect(Object.keys(error ?? {}).toSorted()).toEqual([
      'code',
      'endpoint',
      'fault',
      'isTransient',
      'kind',
      'name',
      'requestId',
    ]);
  });
});
