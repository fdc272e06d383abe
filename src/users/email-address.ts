/** Parses e-mail addresses as people type them. */

import { domainToASCII } from 'node:url';

/** RFC 5321, 4.5.3.1. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
/** An unquoted local part (RFC 5322, 3.2.3), in the letters that every mail server takes. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Node reads over a path, a tab or a `%61` in a domain; here it is a mistake. */
const TYPED_DOMAIN = /^([A-Za-z0-9.-]|\P{ASCII})+$/u;
/** Names of at least one letter or digit, the last one as top-level domains are. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** The address in the one spelling that is stored and written to: lower case, its domain as DNS knows it. Or null. */
export function parseEmailAddress(typed: unknown): string | null {
  if (typeof typed !== 'string' || typed.length > MAX_LENGTH) return null;
  const [local = '', host = '', ...rest] = typed.trim().split('@');
  const domain = domainToASCII(host);
  const address = `${local.toLowerCase()}@${domain}`;
  const isLocal = LOCAL.test(local.toLowerCase()) && local.length <= MAX_LOCAL_LENGTH;
  const isDomain = rest.length === 0 && TYPED_DOMAIN.test(host) && DOMAIN.test(domain);
  return isLocal && isDomain && address.length <= MAX_LENGTH ? address : null;
}

/**
 * The one mailbox, as far as one can know, to which many spellings of an address lead: without a `+tag` (RFC 5233), and
 * without dots, hyphens and underscores, which some providers read over (support.google.com/mail/answer/7436150). Two
 * people's addresses may become one, so it is for counting alone.
 */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  const [name = ''] = local.split('+');
  const letters = name.replaceAll(/[._-]/g, '');
  return `${letters || local}@${domain}`;
}
