import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';

const key = randomBytes(32);
const otherKey = randomBytes(32);

/** What must be set with real credentials, and nothing else. */
const real = {
  PLAID_CLIENT_ID: 'client-id',
  PLAID_SECRET: 'operator-secret',
  ENCRYPTION_KEYS: key.toString('base64'),
};

describe('an empty environment', () => {
  it('is the demo on this machine', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: 'localhost',
      publicUrl: new URL('http://localhost:3000'),
      isLocal: true,
      plaid: null,
      countryCodes: ['US'],
      timeZone: 'UTC',
      accounts: null,
      redisUrl: null,
      liveBalances: 'request',
      hasCredit: true,
      encryptionKeys: [expect.any(Buffer)],
      maxSessionDays: 90,
      sessionDays: 30,
      trustProxy: 0,
      rateLimit: 120,
      setupToken: null,
      logLevel: 'info',
    });
  });

  it('gets a new key of 32 bytes at each start', () => {
    const [first, second] = [parseConfig({}), parseConfig({})].map(({ encryptionKeys }) => encryptionKeys[0]);
    expect(first).toHaveLength(32);
    expect(first?.equals(second as Buffer)).toBe(false);
  });

  it('is the same as one of empty values', () => {
    const empty = { PORT: '', PUBLIC_URL: ' ', PLAID_CLIENT_ID: '', PLAID_SECRET: '  ', ENCRYPTION_KEYS: '' };
    expect(parseConfig(empty)).toMatchObject({ port: 3000, isLocal: true, plaid: null });
  });
});

describe('a full environment', () => {
  it('is read without the spaces around its values, and frozen', () => {
    const config = parseConfig({
      ...real,
      PORT: ' 8080 ',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://ledgerless.example',
      PLAID_ENV: 'production',
      PLAID_COUNTRY_CODES: 'US, CA',
      TIME_ZONE: ' america/new_york',
      DATABASE_URL: ' postgresql://db.example/ledgerless',
      SMTP_URL: 'smtps://mail.example ',
      MAIL_FROM: 'sign-in@ledgerless.example',
      REDIS_URL: 'rediss://user:word@redis.example',
      LIVE_BALANCES: 'view',
      PLAID_CREDIT: 'off',
      ENCRYPTION_KEYS: `${key.toString('base64')}, ${otherKey.toString('base64')}`,
      MAX_SESSION_DAYS: '60',
      SESSION_DAYS: '7',
      TRUST_PROXY: '2',
      RATE_LIMIT: '0',
      SETUP_TOKEN: 'sixteen-letters!',
      LOG_LEVEL: 'silent',
    });
    expect(config).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: new URL('https://ledgerless.example'),
      isLocal: false,
      plaid: {
        environment: 'production',
        baseUrl: new URL('https://production.plaid.com'),
        clientId: 'client-id',
        secret: 'operator-secret',
      },
      countryCodes: ['US', 'CA'],
      timeZone: 'America/New_York',
      accounts: {
        databaseUrl: 'postgresql://db.example/ledgerless',
        mail: { smtpUrl: 'smtps://mail.example', from: 'sign-in@ledgerless.example' },
      },
      redisUrl: 'rediss://user:word@redis.example',
      liveBalances: 'view',
      hasCredit: false,
      encryptionKeys: [key, otherKey],
      maxSessionDays: 60,
      sessionDays: 7,
      trustProxy: 2,
      rateLimit: 0,
      setupToken: 'sixteen-letters!',
      logLevel: 'silent',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('offers no longer time first than the limit allows', () => {
    const offered = (SESSION_DAYS: string, MAX_SESSION_DAYS: string) =>
      parseConfig({ SESSION_DAYS, MAX_SESSION_DAYS }).sessionDays;
    expect(offered('', '7')).toBe(7);
    expect(offered('30', '7')).toBe(7);
    expect(offered('7', '30')).toBe(7);
    expect(offered('365', '365')).toBe(365);
  });

  it('uses Plaid’s sandbox unless it says otherwise', () => {
    expect(parseConfig(real).plaid?.baseUrl.href).toBe('https://sandbox.plaid.com/');
    const baseUrl = new URL('http://127.0.0.1:4000');
    const elsewhere = parseConfig({ ...real, PLAID_BASE_URL: 'http://127.0.0.1:4000' });
    expect(elsewhere.plaid).toMatchObject({ environment: 'sandbox', baseUrl });
  });

  it('keeps a key that is given to the demo', () => {
    expect(parseConfig({ ENCRYPTION_KEYS: real.ENCRYPTION_KEYS }).encryptionKeys).toEqual([key]);
  });
});

describe('the public address', () => {
  const RENDER_EXTERNAL_URL = 'https://app.onrender.example';

  it('is the one that Render gives, unless another is set', () => {
    const publicUrl = new URL(RENDER_EXTERNAL_URL);
    const onRender = parseConfig({ RENDER: 'true', RENDER_EXTERNAL_URL, PORT: '10000' });
    expect(onRender).toMatchObject({ publicUrl, isLocal: false, trustProxy: 1 });
    const named = parseConfig({ RENDER_EXTERNAL_URL, PUBLIC_URL: 'https://own.example' });
    expect(named.publicUrl.href).toBe('https://own.example/');
  });

  it('makes the app listen on all interfaces, unless HOST is set', () => {
    expect(parseConfig({ RENDER_EXTERNAL_URL }).host).toBe('0.0.0.0');
    expect(parseConfig({ RENDER_EXTERNAL_URL, HOST: '127.0.0.1' }).host).toBe('127.0.0.1');
  });

  it('has the app’s port on this machine', () => {
    expect(parseConfig({ PORT: '4000' }).publicUrl.href).toBe('http://localhost:4000/');
  });

  it('does not change TRUST_PROXY where that is set, even on Render', () => {
    expect(parseConfig({ RENDER: 'true', TRUST_PROXY: '0' }).trustProxy).toBe(0);
  });
});

describe('accounts', () => {
  const DATABASE_URL = 'postgresql://app:secret-word@db.example/ledgerless';
  const SMTP_URL = 'smtps://app:secret-word@mail.example';
  const MAIL_FROM = 'Ledgerless <sign-in@ledgerless.example>';
  const mail = { smtpUrl: SMTP_URL, from: MAIL_FROM };

  it('are off without a database', () => {
    expect(parseConfig(real).accounts).toBeNull();
    expect(parseConfig({ ...real, SMTP_URL, MAIL_FROM }).accounts).toBeNull();
  });

  it('are on with a database and a mail server', () => {
    const { accounts } = parseConfig({ ...real, DATABASE_URL, SMTP_URL, MAIL_FROM });
    expect(accounts).toEqual({ databaseUrl: DATABASE_URL, mail });
  });

  it('need no mail server in the demo, which shows sign-in links on the page', () => {
    expect(parseConfig({ DATABASE_URL }).accounts).toEqual({ databaseUrl: DATABASE_URL, mail: null });
    expect(parseConfig({ DATABASE_URL, SMTP_URL, MAIL_FROM }).accounts?.mail).toEqual(mail);
  });
});
