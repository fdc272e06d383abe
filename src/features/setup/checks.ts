/** What the set-up page tells of each setting: how it stands, and what to do about it. No secret is among it. */

import type { Config } from '../../config/config.ts';

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
}

type Facts = Omit<SetupCheck, 'name' | 'isFine'>;

/** Every check, in the order in which things are set up. */
export function setupChecks(config: Config, seen: SeenRequest): SetupCheck[] {
  const checks: [string, Facts][] = [
    ['Plaid’s keys', plaidKeys(config)],
    ['Plaid’s environment', plaidEnvironment(config)],
    ['Encryption keys', encryptionKeys(config)],
    ['Public address', publicAddress(config, seen)],
    ['Cookies', cookies(config)],
    ['Proxies', proxies(config, seen)],
    ['Plaid’s webhooks', webhooks(seen)],
    ['Address to return to', { result: `${seen.origin}/link/return`, remedy: null }],
  ];
  return checks.map(([name, facts]) => ({ name, ...facts, isFine: facts.remedy === null }));
}

function plaidKeys({ plaid }: Config): Facts {
  return plaid
    ? { result: 'Set', remedy: null }
    : {
        result: 'Missing, so this is the demo',
        remedy: 'For real banks set PLAID_CLIENT_ID and PLAID_SECRET.',
      };
}

function plaidEnvironment({ plaid }: Config): Facts {
  if (!plaid) return { result: 'None', remedy: null };
  const { environment, baseUrl } = plaid;
  if (baseUrl.hostname !== `${environment}.plaid.com`) {
    return {
      result: `Another server: ${baseUrl.host}`,
      remedy: 'For Plaid itself leave PLAID_BASE_URL empty.',
    };
  }
  if (environment === 'production') return { result: 'Production: real banks', remedy: null };
  return {
    result: 'Sandbox: Plaid’s test banks',
    remedy: 'For real banks set PLAID_ENV to production, and PLAID_SECRET to production’s own.',
  };
}

/** Config lets no key of another length pass. */
function encryptionKeys({ encryptionKeys: keys }: Config): Facts {
  return {
    result: keys.length === 1 ? 'One key, 32 bytes' : `${keys.length} keys, 32 bytes each`,
    remedy: null,
  };
}

function publicAddress({ publicUrl, isLocal }: Config, { host }: SeenRequest): Facts {
  if (isLocal) {
    return {
      result: `${publicUrl.origin}, on this machine only`,
      remedy: 'For others to use it, set PUBLIC_URL to its https address.',
    };
  }
  if (host !== publicUrl.host) {
    return {
      result: `${publicUrl.origin}, but you came by ${host}`,
      remedy: 'Forms from there are refused: set PUBLIC_URL to the address that people use.',
    };
  }
  if (publicUrl.protocol === 'https:') return { result: publicUrl.origin, remedy: null };
  return {
    result: publicUrl.origin,
    remedy: 'Anyone on the way can read along: set PUBLIC_URL to an https address.',
  };
}

function cookies({ publicUrl }: Config): Facts {
  return publicUrl.protocol === 'https:'
    ? { result: 'Sent over https only, bound to this host', remedy: null }
    : { result: 'Sent without https too', remedy: 'They become secure with an https address in PUBLIC_URL.' };
}

function proxies({ trustProxy }: Config, { forwardedFor }: SeenRequest): Facts {
  const result = `${forwardedFor} seen, ${trustProxy} expected`;
  if (forwardedFor === trustProxy) return { result, remedy: null };
  const harm =
    forwardedFor > trustProxy
      ? 'All people behind one proxy share one rate limit'
      : 'Anyone can pass for another address';
  return { result, remedy: `${harm}: set TRUST_PROXY to ${forwardedFor}, if these proxies are yours.` };
}

function webhooks({ canPlaidReachUs }: SeenRequest): Facts {
  return canPlaidReachUs
    ? { result: 'Plaid can reach this server', remedy: null }
    : {
        result: 'Plaid cannot reach this server',
        remedy: 'Forgotten connections end on time only with an https address in PUBLIC_URL.',
      };
}
