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

it.each([
  ['PORT', 0, 65535],
  ['MAX_SESSION_DAYS', 1, 365],
  ['SESSION_DAYS', 1, 365],
  ['TRUST_PROXY', 0, 10],
  ['RATE_LIMIT', 0, 1_000_000],
])('%s is a whole number from %d to %d', (name, least, most) => {
  for (const right of [least, most]) expect(faultsOf({ [name]: String(right) })).toEqual([]);
  for (const wrong of [least - 1, most + 1, '1.5', '1e2', '0x10', 'many', '+1', '1 000', '99999999999']) {
    const fault = `${name} must be a whole number from ${least} to ${most}.`;
    expect(faultsOf({ [name]: String(wrong) }), String(wrong)).toEqual([fault]);
  }
});

it('REDIS_URL is an address of Redis, and a wrong one is not repeated', () => {
  for (const right of ['redis://127.0.0.1:6379', 'rediss://user:word@redis.example']) {
    expect(faultsOf({ REDIS_URL: right })).toEqual([]);
  }
  const fault = 'REDIS_URL must be an address that begins with rediss:// or redis://.';
  for (const wrong of [
    ...['127.0.0.1:6379', 'https://redis.example', 'redis', 'postgres://db.example'],
    ...['xredis://redis.example', 'redissx://redis.example'],
  ]) {
    expect(faultsOf({ REDIS_URL: wrong })).toEqual([fault]);
  }
});

it('TIME_ZONE is a name of the IANA list', () => {
  for (const right of ['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'europe/berlin']) {
    expect(faultsOf({ TIME_ZONE: right }), right).toEqual([]);
  }
  const fault = 'TIME_ZONE must be a name such as America/New_York or Europe/Berlin.';
  for (const wrong of ['Berlin', 'UTC+2', 'Europe/Nowhere', '14:00', 'America/New York']) {
    expect(faultsOf({ TIME_ZONE: wrong }), wrong).toEqual([fault]);
  }
});

it.each(['PUBLIC_URL', 'PLAID_BASE_URL', 'RENDER_EXTERNAL_URL'])('%s is an address of http', (name) => {
  const fault = `${name} must be an address that begins with https:// or http://.`;
  for (const wrong of ['a.example', 'https://', 'ftp://a.example', 'javascript:alert(1)', '//a.example']) {
    expect(faultsOf({ [name]: wrong }), wrong).toEqual([fault]);
  }
});

it.each([
  ['PLAID_ENV', 'development', 'PLAID_ENV must be one of: sandbox, production.'],
  ['PLAID_ENV', 'Production', 'PLAID_ENV must be one of: sandbox, production.'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of: silent, fatal, error, warn, info, debug, trace.'],
])('%s cannot be %s', (name, value, fault) => {
  expect(faultsOf({ [name]: value })).toEqual([fault]);
  expect(faultsOf({ ...real, [name]: value })).toEqual([fault]);
});

it('PLAID_COUNTRY_CODES are two-letter codes', () => {
  const fault = 'PLAID_COUNTRY_CODES must be two-letter codes separated by commas, such as US,CA.';
  for (const wrong of ['us', 'USA', 'US,', 'US CA', ',']) {
    expect(faultsOf({ PLAID_COUNTRY_CODES: wrong }), wrong).toEqual([fault]);
  }
});

it('Plaid’s credentials are both set or neither', () => {
  const { PLAID_CLIENT_ID, PLAID_SECRET, ...rest } = real;
  expect(faultsOf({ ...rest, PLAID_CLIENT_ID })).toEqual([
    'PLAID_SECRET is missing: set both for Plaid, or neither for the demo.',
  ]);
  expect(faultsOf({ ...rest, PLAID_SECRET })).toEqual([
    'PLAID_CLIENT_ID is missing: set both for Plaid, or neither for the demo.',
  ]);
});

describe('encryption keys', () => {
  it('are required where there are real banks', () => {
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
  ])('are a fault, which says how to make one, when one is %s', (_, ENCRYPTION_KEYS, fault) => {
    expect(faultsOf({ ...real, ENCRYPTION_KEYS })).toEqual([`ENCRYPTION_KEYS: ${fault}; ${HOW}`]);
    expect(faultsOf({ ENCRYPTION_KEYS })).toEqual([`ENCRYPTION_KEYS: ${fault}; ${HOW}`]);
  });
});

describe('accounts', () => {
  const DATABASE_URL = 'postgresql://app:secret-word@db.example/ledgerless';
  const SMTP_URL = 'smtps://app:secret-word@mail.example';
  const MAIL_FROM = 'Ledgerless <sign-in@ledgerless.example>';

  it('need a mail server where there are real banks, and a sender for their e-mails', () => {
    expect(faultsOf({ ...real, DATABASE_URL })).toEqual([
      'SMTP_URL is missing: with DATABASE_URL, people sign in by a link that is sent to them.',
    ]);
    expect(faultsOf({ DATABASE_URL, SMTP_URL })).toEqual([
      'MAIL_FROM is missing: e-mails must come from someone.',
    ]);
  });

  it.each([
    ['DATABASE_URL', 'mysql://db.example', 'postgresql:// or postgres://'],
    ['DATABASE_URL', 'db.example', 'postgresql:// or postgres://'],
    ['SMTP_URL', 'https://mail.example', 'smtps:// or smtp://'],
    ['SMTP_URL', 'mail.example:587', 'smtps:// or smtp://'],
  ])('cannot have the %s %s', (name, value, schemes) => {
    expect(faultsOf({ ...real, DATABASE_URL, SMTP_URL, MAIL_FROM, [name]: value })).toEqual([
      `${name} must be an address that begins with ${schemes}.`,
    ]);
  });

  it.each([
    ['DATABASE_URL', 'postgres://db.example/ledgerless'],
    ['DATABASE_URL', 'postgresql://db.example/ledgerless'],
    ['SMTP_URL', 'smtp://mail.example'],
    ['SMTP_URL', 'smtps://mail.example'],
  ])('can have the %s %s', (name, value) => {
    expect(faultsOf({ ...real, DATABASE_URL, SMTP_URL, MAIL_FROM, [name]: value })).toEqual([]);
  });

  it('have faults that quote no password', () => {
    const wrong = { DATABASE_URL: 'mysql://app:secret-word@db', SMTP_URL: 'ftp://a:secret-word@b' };
    const faults = faultsOf({ ...real, ...wrong });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('secret-word');
  });
});

describe('several faults', () => {
  const names = [
    ...['PORT', 'PUBLIC_URL', 'PLAID_ENV', 'PLAID_BASE_URL', 'PLAID_COUNTRY_CODES', 'MAX_SESSION_DAYS'],
    ...['SESSION_DAYS', 'TRUST_PROXY', 'RATE_LIMIT', 'LOG_LEVEL', 'PLAID_CREDIT', 'LIVE_BALANCES'],
  ];
  const all = {
    ...Object.fromEntries(names.map((name) => [name, 'x'])),
    PLAID_CLIENT_ID: 'only-this-one',
    ENCRYPTION_KEYS: 'c2hvcnQgc2VjcmV0,dG9vIHNob3J0',
  };

  it('are told all at once, each in a sentence that begins with its variable', () => {
    const faults = faultsOf(all);
    expect(faults).toHaveLength(15);
    for (const name of [...names, 'ENCRYPTION_KEYS', 'PLAID_SECRET']) {
      expect(
        faults.some((fault) => fault.startsWith(name)),
        name,
      ).toBe(true);
    }
    expect(() => parseConfig(all)).toThrow(faults.join('\n'));
  });

  it('quote no value, as it could be a secret', () => {
    const text = faultsOf(all).join('\n');
    for (const value of ['only-this-one', 'c2hvcnQgc2VjcmV0', 'short secret', 'dG9vIHNob3J0']) {
      expect(text).not.toContain(value);
    }
  });
});
