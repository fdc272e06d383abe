/** The cookies that this browser sent with its request, and what each one is for. */

import { parseCookie } from 'cookie';
import type { Request } from 'express';
import type { Services } from '../../services.ts';
import { kindOf, type OwnKind } from '../../web/cookie-header.ts';
import { hostCookieName } from '../../web/cookies.ts';

export interface OwnCookie {
  readonly name: string;
  readonly bytes: number;
  readonly holds: string;
  readonly ends: string;
}

/** What is known of a bank's cookie. */
export interface BankTerm {
  readonly id: string;
  readonly name: string;
  /** Its end, in words. */
  readonly until: string;
}

/** What a cookie of each kind holds, and when it ends. */
const FACTS: Readonly<Record<OwnKind, readonly [holds: string, ends: string]>> = {
  bank: [
    'The key to a connection that is over, good only for ending it at Plaid, encrypted',
    'when you close the browser',
  ],
  book: [
    'Your book: your own words and numbers, encrypted',
    'with your last bank, when you have not been here for as long as a bank can be kept, or when you close the browser, if all your banks end then',
  ],
  link: [
    'That you went to Plaid to connect a bank, encrypted',
    'when you are back from Plaid or close the browser, after four hours at the latest',
  ],
  session: [
    'What you are doing at the moment, such as signing in, and when your banks were last asked for balances, encrypted',
    'when you close the browser, four hours after its last change at the latest',
  ],
  preferences: [
    'Whether amounts are hidden, and light or dark',
    'when you log out, a year after you change it at the latest',
  ],
  user: [
    'The number of the account you are signed in to and its count of sign-outs, encrypted',
    'when you sign out, after 30 days at the latest',
  ],
  'known-browser': [
    'A hash of each address that has signed in here, and a number of this browser’s own, encrypted',
    'when you log out, a year after you last signed in at the latest',
  ],
};

/**
 * In the order they were sent, with the slots of those that hold a bank's key and cannot be used. Undecoded, since their
 * sizes are told as they were sent.
 */
export function cookiesOf(
  req: Request,
  { isSecure }: Pick<Services, 'isSecure'>,
  banks: readonly BankTerm[],
  unreadable: readonly { readonly slot: string }[] = [],
): OwnCookie[] {
  const sent = parseCookie(req.headers.cookie ?? '', { decode: (value) => value });
  return Object.entries(sent).map(([name, value = '']) => {
    const isOf = (slot: string) => name === hostCookieName(`bank-${slot}`, isSecure);
    const bank = banks.find(({ id }) => isOf(id));
    const isUnreadable = unreadable.some(({ slot }) => isOf(slot));
    const [holds, ends] = bank
      ? [`The key to ${bank.name}, and what its accounts are recognised by, encrypted`, bank.until]
      : isUnreadable
        ? ['The key to a bank, encrypted, which this server cannot use', 'when it expires']
        : factsOf(name, isSecure);
    return { name, bytes: name.length + value.length + 1, holds, ends };
  });
}

function factsOf(name: string, isSecure: boolean): readonly [holds: string, ends: string] {
  const kind = kindOf(name, isSecure);
  if (kind === null) return ['Not ours', 'not known to this server'];
  const [holds, ends] = FACTS[kind];
  const isChange = kind === 'book' && !name.endsWith('-entire');
  return [isChange ? 'What you changed in your book last, encrypted' : holds, ends];
}
