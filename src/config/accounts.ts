/** The settings of accounts, which are off unless a database is named. */

import type { Reader } from './env.ts';

export interface AccountsConfig {
  /** PostgreSQL 15 or later. */
  readonly databaseUrl: string;
  /** Null shows sign-in links on the page itself, which only the demo may do. */
  readonly mail: MailConfig | null;
}

interface MailConfig {
  readonly smtpUrl: string;
  /** Whom sign-in e-mails come from. */
  readonly from: string;
}

/** Accounts' settings, or null for none. */
export function parseAccounts(read: Reader, faults: string[], isDemo: boolean): AccountsConfig | null {
  const databaseUrl = read.text('DATABASE_URL');
  const smtpUrl = read.text('SMTP_URL');
  const from = read.text('MAIL_FROM');
  if (databaseUrl !== undefined && !hasScheme(databaseUrl, ['postgres:', 'postgresql:'])) {
    faults.push('DATABASE_URL must be an address that begins with postgresql:// or postgres://.');
  }
  if (smtpUrl !== undefined && !hasScheme(smtpUrl, ['smtp:', 'smtps:'])) {
    faults.push('SMTP_URL must be an address that begins with smtps:// or smtp://.');
  }
  if (smtpUrl !== undefined && from === undefined) {
    faults.push('MAIL_FROM is missing: e-mails must come from someone.');
  }
  if (databaseUrl !== undefined && smtpUrl === undefined && !isDemo) {
    faults.push('SMTP_URL is missing: with DATABASE_URL, people sign in by a link that is sent to them.');
  }
  if (databaseUrl === undefined) return null;
  return { databaseUrl, mail: smtpUrl && from ? { smtpUrl, from } : null };
}

function hasScheme(address: string, schemes: readonly string[]): boolean {
  return URL.canParse(address) && schemes.includes(new URL(address).protocol);
}
