import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config/config.ts';

const DATABASE_URL = 'postgresql://app:secret-word@db.example/ledgerless';
const SMTP_URL = 'smtps://app:secret-word@mail.example';
const MAIL_FROM = 'Ledgerless <sign-in@ledgerless.example>';
const mail = { smtpUrl: SMTP_URL, from: MAIL_FROM };
const real = {
  PLAID_CLIENT_ID: 'client-id',
  PLAID_SECRET: 'operator-secret',
  ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

it('are off unless a database is named', () => {
  expect(parseConfig(real).accounts).toBeNull();
  expect(parseConfig({ ...real, SMTP_URL, MAIL_FROM }).accounts).toBeNull();
});

it('are on with a database and a mail server', () => {
  expect(parseConfig({ ...real, DATABASE_URL, SMTP_URL, MAIL_FROM }).accounts).toEqual({
    databaseUrl: DATABASE_URL,
    mail,
  });
});

it('show sign-in links on the page in the demo, and never where there are real banks', () => {
  expect(parseConfig({ DATABASE_URL }).accounts).toEqual({ databaseUrl: DATABASE_URL, mail: null });
  expect(parseConfig({ DATABASE_URL, SMTP_URL, MAIL_FROM }).accounts?.mail).toEqual(mail);
  expect(faultsOf({ ...real, DATABASE_URL })).toEqual([
    'SMTP_URL is missing: with DATABASE_URL, people sign in by a link that is sent to them.',
  ]);
});

it.each([
  ['DATABASE_URL', 'mysql://db.example', 'postgresql:// or postgres://'],
  ['DATABASE_URL', 'db.example', 'postgresql:// or postgres://'],
  ['SMTP_URL', 'https://mail.example', 'smtps:// or smtp://'],
  ['SMTP_URL', 'mail.example:587', 'smtps:// or smtp://'],
])('need a %s that is none like %s', (name, value, schemes) => {
  expect(faultsOf({ ...real, DATABASE_URL, SMTP_URL, MAIL_FROM, [name]: value })).toEqual([
    `${name} must be an address that begins with ${schemes}.`,
  ]);
});

it('need a sender for their e-mails', () => {
  expect(faultsOf({ DATABASE_URL, SMTP_URL })).toEqual([
    'MAIL_FROM is missing: e-mails must come from someone.',
  ]);
});

it('quote no password in their faults', () => {
  const faults = faultsOf({
    ...real,
    DATABASE_URL: 'mysql://app:secret-word@db',
    SMTP_URL: 'ftp://a:secret-word@b',
  });
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toContain('secret-word');
});
