/** Cookies that another site of the same domain can put beside ours, or tries to (RFC 6265, 8.6: cookie tossing). */

import type { Client } from './client.ts';

/** A Cookie header, in words and in bytes. */
export interface Tossed {
  readonly what: string;
  readonly cookie: string;
}

/** Names that look like the https name of a cookie to somebody who reads them less strictly than browsers do. */
const LOOK_ALIKES: readonly (readonly [what: string, rename: (name: string) => string])[] = [
  ['without the prefix', (name) => name.replace('__Host-', '')],
  ['in small letters', (name) => name.replace('__Host-', '__host-')],
  ['in capitals', (name) => name.replace('__Host-', '__HOST-')],
  ['with the other prefix', (name) => name.replace('__Host-', '__Secure-')],
  ['with the prefix twice', (name) => `__Host-${name}`],
  ['behind a blank that is none', (name) => `\u00a0${name}`],
  ['before a blank that is none', (name) => `${name}\u00a0`],
  ['behind a next-line character', (name) => `\u0085${name}`],
  ['in percent signs', (name) => name.replaceAll('_', '%5F')],
  ['in quotation marks', (name) => `"${name}"`],
  ['behind a version of old', (name) => `$Version=1,${name}`],
  ['with its bank in capitals', (name) => name.toUpperCase().replace('__HOST-', '__Host-')],
];

/** About so many bytes of cookies that are none of ours. */
export function foreignCookies(bytes: number): string {
  const count = Math.ceil(bytes / 2_000);
  return Array.from({ length: count }, (_, at) => `_track${at}=${'x'.repeat(bytes / count)}`).join('; ');
}

/** What a browser would send of somebody whose cookies are `own`, after an attacker with cookies of their own has tossed some. */
export function tossedCookies(own: Client, attacker: Client): Tossed[] {
  const ours = own.cookies;
  const [ownName = ''] = own.bankCookies;
  const theirs = attacker.bankCookies.map((name) => [name, attacker.jar.get(name) ?? ''] as const);
  const renamed = LOOK_ALIKES.flatMap(([what, rename]) => {
    const tossed = theirs.map(([name, value]) => `${rename(name)}=${value}`).join('; ');
    return [
      { what: `the attacker’s bank ${what}, in front`, cookie: `${tossed}; ${ours}` },
      { what: `the attacker’s bank ${what}, behind`, cookie: `${ours}; ${tossed}` },
    ];
  });
  const underOwnName = theirs.map(([, value]) => `${ownName}=${value}`).join('; ');
  const broken = `${ownName}=v1.broken`;
  return [
    ...renamed,
    {
      what: 'the attacker’s bank under the name of the person’s own, in front',
      cookie: `${underOwnName}; ${ours}`,
    },
    {
      what: 'the attacker’s bank under the name of the person’s own, behind',
      cookie: `${ours}; ${underOwnName}`,
    },
    { what: 'a broken one under the name of the person’s own, in front', cookie: `${broken}; ${ours}` },
    { what: 'a broken one under the name of the person’s own, behind', cookie: `${ours}; ${broken}` },
    { what: 'the person’s own twice', cookie: `${ours}; ${ours}` },
    { what: '8 kB of others', cookie: `${foreignCookies(8_000)}; ${ours}` },
    { what: '30 kB of others', cookie: `${foreignCookies(30_000)}; ${ours}` },
    { what: '60 kB of others', cookie: `${ours}; ${foreignCookies(60_000)}` },
    { what: '1,000 others of a letter', cookie: `${'a=; '.repeat(1_000)}${ours}` },
  ];
}
