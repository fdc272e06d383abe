import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config/config.ts';

const keys = Array.from({ length: 3 }, () => randomBytes(32).toString('base64'));
const real = { PLAID_CLIENT_ID: 'client-id', PLAID_SECRET: 'operator-secret', ENCRYPTION_KEYS: keys[0] };
const HOW = "make one with: node -e \"console.log(require('crypto').randomBytes(32).toString('base64'))\"";

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('a number', () => {
  it.each([
    ['PORT', 0, 65535],
    ['MAX_SESSION_DAYS', 1, 365],
    ['TRUST_PROXY', 0, 10],
    ['RATE_LIMIT', 0, 1_000_000],
  ])('of %s is whole and from %d to %d', (name, least, most) => {
    for (const right of [least, most]) expect(faultsOf({ [name]: String(right) })).toEqual([]);
    for (const wrong of [least - 1, most + 1, '1.5', '1e2', '0x10', 'many', '+1', '1 000', '99999999999']) {
      const fault = `${name} must be a whole number from ${least} to ${most}.`;
      expect(faultsOf({ [name]: String(wrong) }), String(wrong)).toEqual([fault]);
    }
  });
});

describe('an address', () => {
  it('of REDIS_URL is one of Redis, and a wrong one is not repeated', () => {
    for (const right of ['redis://127.0.0.1:6379', 'rediss://user:word@redis.example']) {
      expect(faultsOf({ REDIS_URL: right })).toEqual([]);
    }
    for (const wrong of ['127.0.0.1:6379', 'https://redis.example', 'redis', 'postgres://db.example']) {
      expect(faultsOf({ REDIS_URL: wrong })).toEqual([
        'REDIS_URL must be an address that begins with rediss:// or redis://.',
      ]);
    }
  });

  it.each(['PUBLIC_URL', 'PLAID_BASE_URL', 'RENDER_EXTERNAL_URL'])('of %s has a scheme', (name) => {
    for (const wrong of [
      'ledgerless.example',
      'https://',
      'ftp://a.example',
      'javascript:alert(1)',
      '//a.example',
    ]) {
      const fault = `${name} must be an address that begins with https:// or http://.`;
      expect(faultsOf({ [name]: wrong }), wrong).toEqual([fault]);
    }
  });
});

describe('a choice', () => {
  it.each([
    ['PLAID_ENV', 'development', 'PLAID_ENV must be one of: sandbox, production.'],
    ['PLAID_ENV', 'Production', 'PLAID_ENV must be one of: sandbox, production.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of: silent, fatal, error, warn, info, debug, trace.'],
  ])('of %s is none of its own making: %s', (name, value, fault) => {
    expect(faultsOf({ [name]: value })).toEqual([fault]);
    expect(faultsOf({ ...real, [name]: value })).toEqual([fault]);
  });

  it('of countries is of two-letter codes', () => {
    const fault = 'PLAID_COUNTRY_CODES must be two-letter codes separated by commas, such as US,CA.';
    for (const wrong of ['us', 'USA', 'US,', 'US CA', ',']) {
      expect(faultsOf({ PLAID_COUNTRY_CODES: wrong }), wrong).toEqual([fault]);
    }
  });
});

describe('Plaid’s credentials', () => {
  it('are both there or neither', () => {
    const { PLAID_CLIENT_ID, PLAID_SECRET, ...rest } = real;
    expect(faultsOf({ ...rest, PLAID_CLIENT_ID })).toEqual([
      'PLAID_SECRET is missing: set both for Plaid, or neither for the demo.',
    ]);
    expect(faultsOf({ ...rest, PLAID_SECRET })).toEqual([
      'PLAID_CLIENT_ID is missing: set both for Plaid, or neither for the demo.',
    ]);
  });
});

describe('the encryption keys', () => {
  it('are never made up where there are real banks', () => {
    for (const missing of [undefined, '', '  ']) {
      const fault = `ENCRYPTION_KEYS is missing; ${HOW}`;
      expect(faultsOf({ ...real, ENCRYPTION_KEYS: missing })).toEqual([fault]);
    }
  });

  it.each([
    ['short', randomBytes(31).toString('base64'), 'key 1 is not 32 bytes in base64'],
    ['long', randomBytes(33).toString('base64'), 'key 1 is not 32 bytes in base64'],
    ['a password', 'correct horse battery staple', 'key 1 is not 32 bytes in base64'],
    ['one byte repeated', Buffer.alloc(32, 7).toString('base64'), 'key 1 is one byte repeated'],
    ['zero', Buffer.alloc(32).toString('base64'), 'key 1 is one byte repeated'],
    ['there twice', `${keys[0]},${keys[1]},${keys[0]}`, 'key 3 stands there twice'],
    ['followed by nothing', `${keys[0]},`, 'key 2 is not 32 bytes in base64'],
  ])('stop the start when one is %s, and say how to make one', (_, ENCRYPTION_KEYS, fault) => {
    expect(faultsOf({ ...real, ENCRYPTION_KEYS })).toEqual([`ENCRYPTION_KEYS: ${fault}; ${HOW}`]);
    expect(faultsOf({ ENCRYPTION_KEYS })).toEqual([`ENCRYPTION_KEYS: ${fault}; ${HOW}`]);
  });
});

describe('several faults', () => {
  const all = {
    PORT: 'x',
    PUBLIC_URL: 'x',
    PLAID_ENV: 'x',
    PLAID_BASE_URL: 'x',
    PLAID_CLIENT_ID: 'only-this-one',
    PLAID_COUNTRY_CODES: 'x',
    ENCRYPTION_KEYS: 'c2hvcnQgc2VjcmV0,dG9vIHNob3J0',
    MAX_SESSION_DAYS: 'x',
    TRUST_PROXY: 'x',
    RATE_LIMIT: 'x',
    LOG_LEVEL: 'x',
  };

  it('are told all at once, each in a sentence that names its variable', () => {
    const faults = faultsOf(all);
    expect(faults).toHaveLength(12);
    const names = Object.keys(all).filter((name) => name !== 'PLAID_CLIENT_ID');
    for (const name of [...names, 'PLAID_SECRET']) {
      expect(
        faults.filter((fault) => fault.startsWith(name)),
        name,
      ).not.toEqual([]);
    }
    expect(() => parseConfig(all)).toThrow(faults.join('\n'));
  });

  it('quote no value: one could be a secret', () => {
    const text = faultsOf(all).join('\n');
    for (const value of ['only-this-one', 'c2hvcnQgc2VjcmV0', 'short secret', 'dG9vIHNob3J0']) {
      expect(text).not.toContain(value);
    }
  });
});
