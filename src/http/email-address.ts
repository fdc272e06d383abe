/** E-mail addresses as people type them. */

import { domainToASCII } from 'node:url';

/** RFC 5321, 4.5.3.1. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
/** An unquoted local part (RFC 5322, 3.2.3), in the letters that every mail server takes. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

/** The address in the one spelling that is stored and written to: lower case, its domain as DNS knows it. Or null. */
export function parseEmailAddress(typed: unknown): string | null {
  if (typeof typed !== 'string' || typed.length > MAX_LENGTH) return null;
  const [local = '', host = '', ...rest] = typed.trim().split('@');
  const domain = domainToASCII(host);
  const address = `${local.toLowerCase()}@${domain}`;
  const isWellFormed =
    rest.length === 0 && LOCAL.test(local.toLowerCase()) && local.length <= MAX_LOCAL_LENGTH;
  return isWellFormed && DOMAIN.test(domain) && address.length <= MAX_LENGTH ? address : null;
}
