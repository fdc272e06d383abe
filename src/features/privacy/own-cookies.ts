/** The cookies that this browser sent with its request, and what each one is for. */

import { parseCookie } from 'cookie';
import type { Request } from 'express';

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

/**
 * In the order they were sent, with the slots of those that hold a bank's key and cannot be read. Undecoded, since their
 * sizes are told as they were sent.
 */
export function cookiesOf(
  req: Request,
  banks: readonly BankTerm[],
  unreadable: readonly { readonly slot: string }[] = [],
): OwnCookie[] {
  const sent = parseCookie(req.headers.cookie ?? '', { decode: (value) => value });
  return Object.entries(sent).map(([name, value = '']) => {
    const bank = banks.find(({ id }) => name.endsWith(`bank-${id}`));
    const isUnreadable = unreadable.some(({ slot }) => name.endsWith(`bank-${slot}`));
    const [holds, ends] = bank
      ? [`The key to ${bank.name}, and what its accounts are recognised by, encrypted`, bank.until]
      : isUnreadable
        ? ['The key to a bank, encrypted, which this server cannot open', 'when it expires']
        : [purposeOf(name), endOf(name)];
    return { name, bytes: name.length + value.length + 1, holds, ends };
  });
}

function purposeOf(name: string): string {
  if (isPreferences(name)) return 'Whether amounts are hidden, and light or dark';
  if (isBank(name)) {
    return 'The key to a connection that is over, good only for ending it at Plaid, encrypted';
  }
  if (isSession(name)) {
    return 'What you are doing at the moment, such as signing in, and when your banks were last asked for balances, encrypted';
  }
  if (isVisit(name)) return 'That you went to Plaid to connect a bank, encrypted';
  if (isBook(name)) {
    return name.endsWith('-entire')
      ? 'Your book: your own words and numbers, encrypted'
      : 'What you changed in your book last, encrypted';
  }
  if (isUser(name))
    return 'The number of the account you are signed in to and its count of sign-outs, encrypted';
  if (isKnownBrowser(name)) {
    return 'A hash of each address that has signed in here, and a number of this browser’s own, encrypted';
  }
  return 'Not ours';
}

function endOf(name: string): string {
  if (isPreferences(name)) return 'when you log out, a year after you change it at the latest';
  if (isBook(name)) {
    return (
      'with your last bank, when you have not been here for as long as a bank can be kept, ' +
      'or when you close the browser, if all your banks end then'
    );
  }
  if (isUser(name)) return 'when you sign out, after 30 days at the latest';
  if (isKnownBrowser(name)) return 'when you log out, a year after you last signed in at the latest';
  if (isSession(name)) return 'when you close the browser, four hours after its last change at the latest';
  if (isVisit(name))
    return 'when you are back from Plaid or close the browser, after four hours at the latest';
  return isBank(name) ? 'when you close the browser' : 'not known to this server';
}

function isPreferences(name: string): boolean {
  return /^(__Host-)?preferences$/.test(name);
}

function isBank(name: string): boolean {
  return /^(__Host-)?bank-[a-z2-7]{6}$/.test(name);
}

function isSession(name: string): boolean {
  return /^(__Host-)?session$/.test(name);
}

function isVisit(name: string): boolean {
  return /^(__Host-)?link-[a-z2-7]{6}$/.test(name);
}

function isBook(name: string): boolean {
  return /^(__Host-)?book-[a-z2-7]{6}$/.test(name);
}

function isUser(name: string): boolean {
  return /^(__Host-)?user$/.test(name);
}

function isKnownBrowser(name: string): boolean {
  return /^(__Host-)?known-browser$/.test(name);
}
