/** Through whose hands a request came, as the set-up page shows it, so that the operator finds the number of their proxies. */

import { BlockList, isIPv6 } from 'node:net';
import type { Request } from 'express';
import { plainAddress } from '../../web/rate-limit.ts';

/** One address of a request's way, with the setting that would count it. */
export interface ChainAddress {
  readonly text: string;
  readonly kind: 'public' | 'private' | 'no address';
  /** Who says that the request came from here: null for the connection itself, which nobody can make up. */
  readonly toldBy: string | null;
  /** The TRUST_PROXY under which requests count for it. */
  readonly trustProxy: number;
  readonly isCounted: boolean;
}

/** More than TRUST_PROXY can be. */
const MOST_SHOWN = 12;
/** Longer than any address is. */
const MOST_LETTERS = 60;

/** Of no network that others can reach: RFC 1918, 6598, 3927, 4193 and 4291, and this machine. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');

/** The nearest first: our socket’s peer, then X-Forwarded-For from its end, where each proxy adds whom it heard. */
export function addressChain(req: Request, trustProxy: number): ChainAddress[] {
  const forwarded = (req.get('x-forwarded-for') ?? '').split(',').map((text) => text.trim());
  const texts = [req.socket.remoteAddress ?? '', ...forwarded.filter(Boolean).toReversed()];
  const counted = Math.min(trustProxy, texts.length - 1);
  return texts.slice(0, MOST_SHOWN).map((text, index) => ({
    text: text.slice(0, MOST_LETTERS),
    kind: kindOf(text),
    toldBy: texts[index - 1]?.slice(0, MOST_LETTERS) ?? null,
    trustProxy: index,
    isCounted: index === counted,
  }));
}

function kindOf(text: string): ChainAddress['kind'] {
  const address = plainAddress(text);
  if (address === null) return 'no address';
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') ? 'private' : 'public';
}
