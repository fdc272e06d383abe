import { describe, expect, it } from 'vitest';
import { KIND_BY_CODE } from '../../src/plaid/error-mapping.ts';
import { PlaidError } from '../../src/plaid/errors.ts';
import {
  balanceProblem,
  bankProblem,
  consentProblem,
  creditProblem,
} from '../../src/sections/bank-problems.ts';

const errorOf = (code: string) =>
  new PlaidError({ kind: KIND_BY_CODE.get(code) ?? 'operator', code, requestId: 'abc123' });

describe('what is said of a bank', () => {
  it.each([...KIND_BY_CODE.keys()])('that answered %s is a plain half of a sentence', (code) => {
    const { sentence, requestId } = bankProblem(errorOf(code));
    expect(sentence).toMatch(/^(is|was|has|does|asks|wants|needs|cannot|could)\b.*[a-z]$/);
    expect(sentence).not.toMatch(/[A-Z_]{5,}|error|token|Item\b/);
    expect(requestId).toBe('abc123');
  });

  it.each([
    ['ITEM_LOGIN_REQUIRED', 'repair'],
    ['NO_ACCOUNTS', 'repair'],
    ['ITEM_LOCKED', 'own-site'],
    ['PRODUCT_NOT_READY', 'refresh'],
    ['INSTITUTION_DOWN', 'again'],
    ['INTERNAL_SERVER_ERROR', 'again'],
    ['BALANCE_LIMIT', 'wait'],
    ['PRODUCTS_NOT_SUPPORTED', 'hide'],
    ['ITEM_NOT_FOUND', 'forget'],
    ['INVALID_UPDATED_USERNAME', 'forget'],
    ['ITEM_NOT_SUPPORTED', 'forget'],
    ['INVALID_API_KEYS', 'operator'],
  ])('after %s leads to one action: %s', (code, action) => {
    expect(bankProblem(errorOf(code)).action).toBe(action);
  });
});

describe('what is said where only the balances of this moment are missing', () => {
  it.each(['INSTITUTION_DOWN', 'INTERNAL_SERVER_ERROR'])('after %s is that older ones are shown', (code) => {
    expect(balanceProblem(errorOf(code)).sentence).toMatch(/did not tell .* last known ones are shown$/);
  });

  it('keeps the reason where the person can do something about it', () => {
    expect(balanceProblem(errorOf('ITEM_LOGIN_REQUIRED'))).toMatchObject({
      sentence: expect.stringMatching(/^asks you to sign in again .* shown as last known$/),
      action: 'repair',
    });
  });
});

it('names the day on which a permission ends', () => {
  expect(consentProblem('Dec 6, 2025')).toMatchObject({
    kind: 'consent',
    sentence: expect.stringContaining('until Dec 6, 2025'),
    action: 'repair',
  });
});

describe('what is said where cards and loans are missing', () => {
  it('is that they can be allowed, where they were never asked for', () => {
    expect(creditProblem(errorOf('ADDITIONAL_CONSENT_REQUIRED'))).toEqual({
      kind: 'consent',
      sentence: 'may not tell us of your cards and loans yet; you can allow it at Plaid',
      action: 'repair',
      requestId: 'abc123',
    });
  });

  it('never is that the page will look again by itself', () => {
    const error = errorOf('PRODUCT_NOT_READY');
    expect(creditProblem(error)).toEqual({ ...bankProblem(error), action: 'wait' });
  });

  it.each(['NO_ACCOUNTS', 'INSTITUTION_DOWN'])('after %s is what is said elsewhere', (code) => {
    expect(creditProblem(errorOf(code))).toEqual(bankProblem(errorOf(code)));
  });
});
