/** Every setting, read once from the environment. `.env.example` says what each one means. */

import { randomBytes } from 'node:crypto';
import { type AccountsConfig, parseAccounts } from './accounts.ts';
import { createReader, type Environment, type Reader } from './env.ts';

/** The settings of one process; frozen. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where browsers reach the app; its origin is what forms must come from. */
  readonly publicUrl: URL;
  /** Nobody named an address: any name of this machine will do. */
  readonly isLocal: boolean;
  /** Plaid's address and credentials, or null for the demo, which needs none. */
  readonly plaid: PlaidConfig | null;
  readonly countryCodes: readonly string[];
  /** Whose day today is, as an IANA name: no page can ask a browser for it without a script. */
  readonly timeZone: string;
  /** Null has no accounts, and no database. */
  readonly accounts: AccountsConfig | null;
  /** Redis or Valkey, for cached transactions and what instances share; null for neither. */
  readonly redisUrl: string | null;
  /** Whether banks are asked for live balances at each view, or only when the person presses for it. */
  readonly liveBalances: (typeof LIVE_BALANCES)[number];
  /** Whether Plaid's Liabilities are asked for: consent to them when linking, and the figures on the credit page. */
  readonly hasCredit: boolean;
  /** 32 bytes each; the first one seals, all of them open. */
  readonly encryptionKeys: readonly Buffer[];
  readonly maxSessionDays: number;
  /** How long a bank stays connected unless the person chooses another time; within the limit above. */
  readonly sessionDays: number;
  /** How many proxies stand between a browser and the app. */
  readonly trustProxy: number;
  /** Requests a minute from one address; 0 for no limit. */
  readonly rateLimit: number;
  /** Opens the set-up page to the operator; null keeps it shut, but for the demo. */
  readonly setupToken: string | null;
  readonly logLevel: string;
}

export interface PlaidConfig {
  readonly environment: 'sandbox' | 'production';
  readonly baseUrl: URL;
  readonly clientId: string;
  readonly secret: string;
}

/** What is wrong with the environment: a sentence for each fault. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const HOW_TO_MAKE_A_KEY =
  "make one with: node -e \"console.log(require('crypto').randomBytes(32).toString('base64'))\"";
const LIVE_BALANCES = ['view', 'request'] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** The settings, or a ConfigError that tells every fault at once. */
export function parseConfig(env: Environment): Config {
  const faults: string[] = [];
  const read = createReader(env, faults);
  const port = read.wholeNumber('PORT', 3000, 0, 65535);
  const addressName = read.text('PUBLIC_URL') ? 'PUBLIC_URL' : 'RENDER_EXTERNAL_URL';
  const isLocal = read.text(addressName) === undefined;
  const plaid = parsePlaid(read, faults);
  const maxSessionDays = read.wholeNumber('MAX_SESSION_DAYS', 90, 1, 365);
  const config: Config = {
    port,
    host: read.text('HOST') ?? (isLocal ? 'localhost' : '0.0.0.0'),
    publicUrl: read.address(addressName, `http://localhost:${port}`),
    isLocal,
    plaid,
    countryCodes: parseCountryCodes(read, faults),
    timeZone: parseTimeZone(read, faults),
    accounts: parseAccounts(read, faults, plaid === null),
    redisUrl: parseRedisUrl(read, faults),
    liveBalances: read.oneOf('LIVE_BALANCES', LIVE_BALANCES, 'request'),
    hasCredit: read.oneOf('PLAID_CREDIT', ['on', 'off'], 'on') === 'on',
    encryptionKeys: parseKeys(read, faults, plaid === null),
    maxSessionDays,
    // If only MAX_SESSION_DAYS is lowered, it also caps the default.
    sessionDays: Math.min(read.wholeNumber('SESSION_DAYS', 30, 1, 365), maxSessionDays),
    trustProxy: read.wholeNumber('TRUST_PROXY', read.text('RENDER') ? 1 : 0, 0, 10),
    rateLimit: read.wholeNumber('RATE_LIMIT', 120, 0, 1_000_000),
    setupToken: read.secret('SETUP_TOKEN', 16),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

function parsePlaid(read: Reader, faults: string[]): PlaidConfig | null {
  const environment = read.oneOf('PLAID_ENV', ['sandbox', 'production'], 'sandbox');
  const baseUrl = read.address('PLAID_BASE_URL', `https://${environment}.plaid.com`);
  const clientId = read.text('PLAID_CLIENT_ID');
  const secret = read.text('PLAID_SECRET');
  if (clientId && secret) return { environment, baseUrl, clientId, secret };
  if (clientId || secret) {
    const missing = clientId ? 'PLAID_SECRET' : 'PLAID_CLIENT_ID';
    faults.push(`${missing} is missing: set both for Plaid, or neither for the demo.`);
  }
  return null;
}

function parseCountryCodes(read: Reader, faults: string[]): string[] {
  const codes = (read.text('PLAID_COUNTRY_CODES') ?? 'US').split(',').map((code) => code.trim());
  if (!codes.every((code) => /^[A-Z]{2}$/.test(code))) {
    faults.push('PLAID_COUNTRY_CODES must be two-letter codes separated by commas, such as US,CA.');
  }
  return codes;
}

function parseTimeZone(read: Reader, faults: string[]): string {
  const name = read.text('TIME_ZONE') ?? 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    faults.push('TIME_ZONE must be a name such as America/New_York or Europe/Berlin.');
    return 'UTC';
  }
}

function parseRedisUrl(read: Reader, faults: string[]): string | null {
  const url = read.text('REDIS_URL');
  if (url !== undefined && !(URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol))) {
    faults.push('REDIS_URL must be an address that begins with rediss:// or redis://.');
  }
  return url ?? null;
}

/** The demo may go without: what a key made at the start sealed is forgotten with the process. */
function parseKeys(read: Reader, faults: string[], isDemo: boolean): Buffer[] {
  const text = read.text('ENCRYPTION_KEYS');
  if (text === undefined && isDemo) return [randomBytes(32)];
  if (text === undefined) faults.push(`ENCRYPTION_KEYS is missing; ${HOW_TO_MAKE_A_KEY}`);
  const keys = (text?.split(',') ?? []).map((key) => Buffer.from(key.trim(), 'base64'));
  for (const [index, key] of keys.entries()) {
    const fault = keyFault(key, keys.slice(0, index));
    if (fault) faults.push(`ENCRYPTION_KEYS: key ${index + 1} ${fault}; ${HOW_TO_MAKE_A_KEY}`);
  }
  return keys;
}

function keyFault(key: Buffer, earlier: readonly Buffer[]): string | null {
  if (key.length !== 32) return 'is not 32 bytes in base64';
  if (key.every((byte) => byte === key[0])) return 'is one byte repeated';
  if (earlier.some((other) => other.equals(key))) return 'stands there twice';
  return null;
}
