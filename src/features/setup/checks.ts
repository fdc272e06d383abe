/** What the set-up page tells of each setting: how it stands, and what to do about it. No secret is among it. */

import type { Config } from '../../config/config.ts';
import type { Failures } from '../../services/backing.ts';

export interface SetupCheck {
  readonly name: string;
  readonly result: string;
  readonly isFine: boolean;
  /** What the operator should do; null for nothing. */
  readonly remedy: string | null;
}

/** What the operator's own request shows. */
export interface SeenRequest {
  readonly host: string;
  /** Where forms must come from, and where Plaid sends people back to. */
  readonly origin: string;
  /** How many addresses stand in X-Forwarded-For. */
  readonly forwardedFor: number;
  readonly canPlaidReachUs: boolean;
  /** Whether Plaid allows Liabilities; null before it has been asked. */
  readonly hasLiabilities: boolean | null;
  /** How many kinds of refusals there are that only the operator can end. */
  readonly refusals: number;
  /** Which of Redis, PostgreSQL and mail did not answer just now, and the code of why. */
  readonly silent: Failures;
}

type Finding = Pick<SetupCheck, 'result' | 'remedy'>;

/** Every check, in the order in which things are set up. */
export function setupChecks(config: Config, seen: SeenRequest): SetupCheck[] {
  const checks: [string, Finding][] = [
    ['Plaid’s keys', plaidKeys(config)],
    ['Plaid’s environment', plaidEnvironment(config)],
    ['Cards and loans', cardsAndLoans(config, seen)],
    ['Encryption keys', encryptionKeys(config)],
    ['Public address', publicAddress(config, seen)],
    ['Cookies', cookies(config)],
    ['Proxies', proxies(config, seen)],
    ['Plaid’s webhooks', webhooks(seen)],
    ['Address to return to', finding(`${seen.origin}/link/return`)],
    ['Redis', redis(config, seen)],
    ['PostgreSQL', postgres(config, seen)],
    ['Mail', mail(config, seen)],
    ['Plaid’s refusals', refusalsSoFar(seen)],
  ];
  return checks.map(([name, own]) => ({ name, ...own, isFine: own.remedy === null }));
}

/** How it stands and, where it does not fit, what to do about it. */
function finding(result: string, remedy: string | null = null): Finding {
  return { result, remedy };
}

function plaidKeys({ plaid }: Config): Finding {
  return plaid
    ? finding('Set')
    : finding('Missing, so this is the demo', 'For real banks set PLAID_CLIENT_ID and PLAID_SECRET.');
}

function plaidEnvironment({ plaid }: Config): Finding {
  if (!plaid) return finding('None');
  const { environment, baseUrl } = plaid;
  if (baseUrl.hostname !== `${environment}.plaid.com`) {
    return finding(`Another server: ${baseUrl.host}`, 'For Plaid itself leave PLAID_BASE_URL empty.');
  }
  if (environment === 'production') return finding('Production: real banks');
  return finding(
    'Sandbox: Plaid’s test banks',
    'For real banks set PLAID_ENV to production, and PLAID_SECRET to production’s own.',
  );
}

/** The product is optional: without it banks are linked all the same. */
function cardsAndLoans({ hasCredit }: Config, { hasLiabilities }: SeenRequest): Finding {
  if (!hasCredit) return finding('Off: Plaid is not asked for Liabilities (PLAID_CREDIT)');
  if (hasLiabilities !== false)
    return finding('On: whoever connects a bank is asked to agree to Liabilities');
  return finding(
    'Plaid refused Liabilities, so banks are connected without',
    'Ask for Liabilities in Plaid’s Dashboard and then ask Plaid again below, or set PLAID_CREDIT to off.',
  );
}

function refusalsSoFar({ refusals }: SeenRequest): Finding {
  if (refusals === 0) return finding('None since this process started');
  return finding(refusals === 1 ? 'One cause' : `${refusals} causes`, 'What to do about each is below.');
}

/** Config lets no key of another length pass. */
function encryptionKeys({ encryptionKeys: keys }: Config): Finding {
  return finding(keys.length === 1 ? 'One key, 32 bytes' : `${keys.length} keys, 32 bytes each`);
}

function publicAddress({ publicUrl, isLocal }: Config, { host }: SeenRequest): Finding {
  const { origin } = publicUrl;
  if (isLocal) {
    return finding(
      `${origin}, on this machine only`,
      'For others to use it, set PUBLIC_URL to its https address.',
    );
  }
  if (host !== publicUrl.host) {
    return finding(
      `${origin}, but you came by ${host}`,
      'Forms from there are refused: set PUBLIC_URL to the address that people use.',
    );
  }
  if (publicUrl.protocol === 'https:') return finding(origin);
  return finding(origin, 'Others on the network can read what is sent: set PUBLIC_URL to an https address.');
}

function cookies({ publicUrl }: Config): Finding {
  return publicUrl.protocol === 'https:'
    ? finding('Sent over https only, bound to this host')
    : finding('Sent without https too', 'They become secure with an https address in PUBLIC_URL.');
}

function proxies({ trustProxy }: Config, { forwardedFor }: SeenRequest): Finding {
  const result = `${forwardedFor} seen, ${trustProxy} expected`;
  if (forwardedFor === trustProxy) return finding(result);
  const harm =
    forwardedFor > trustProxy
      ? 'All people behind one proxy share one rate limit'
      : 'Anyone can fake their address';
  return finding(result, `${harm}: set TRUST_PROXY to ${forwardedFor}, if these proxies are yours.`);
}

function webhooks({ canPlaidReachUs }: SeenRequest): Finding {
  return canPlaidReachUs
    ? finding('Plaid can reach this server')
    : finding(
        'Plaid cannot reach this server',
        'Forgotten connections end on time only with an https address in PUBLIC_URL.',
      );
}

function redis({ redisUrl }: Config, { silent }: SeenRequest): Finding {
  if (redisUrl === null) return finding('Off: this process keeps no copies and counts limits by itself');
  if (silent.redis === undefined) return finding('Answers');
  return finding(
    whyNot(silent.redis),
    'Pages go on without copies, and limits are counted here alone. Start it, or correct REDIS_URL.',
  );
}

function postgres({ accounts }: Config, { silent }: SeenRequest): Finding {
  if (accounts === null) return finding('Off: there are no accounts');
  if (silent.postgres === undefined) return finding('Answers');
  return finding(whyNot(silent.postgres), 'Nobody can sign in. Start it, or correct DATABASE_URL.');
}

function mail({ accounts }: Config, { silent }: SeenRequest): Finding {
  if (accounts === null) return finding('Off: there are no accounts');
  if (accounts.mail === null) return finding('None: in the demo, sign-in links stand on the page');
  if (silent.mail === undefined) return finding('Answers');
  return finding(whyNot(silent.mail), 'No sign-in link can be sent. Correct SMTP_URL.');
}

/** What the codes mean that say why a server did not answer; a code says no name and no address. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address',
  ESOCKET: 'no connection to that address',
  ENOTFOUND: 'there is no such host',
  EDNS: 'there is no such host',
  ETIMEDOUT: 'it is too slow, or a firewall is between',
  ETLS: 'it offers no encryption',
  EAUTH: 'it refuses the user name or the password',
  WRONGPASS: 'it refuses the user name or the password',
  NOAUTH: 'it asks for a password',
  '28P01': 'it refuses the user name or the password',
  '28000': 'it refuses the user name or the password',
  '3D000': 'there is no such database',
};

function whyNot(code: string): string {
  const reason = REASONS[code];
  return reason === undefined ? `Does not answer (${code})` : `Does not answer: ${reason} (${code})`;
}
