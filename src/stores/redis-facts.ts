/** What Redis holds where it is on: every kind of key, in the words of the privacy page. */

import type { StorageFact } from './storage-fact.ts';

export const WITH_REDIS: readonly StorageFact[] = [
  {
    what: 'Of each transaction: an id, its date, amount, currency, category and payee, whether it is pending, which other row it probably is the same as, and a code in place of its account',
    where: 'Redis, encrypted, under “ledgerless:copy:” and a hash of the bank’s number at Plaid',
    howLong: '7 days at most; an hour for a bank of whose news Plaid does not tell this server',
    whoCanRead:
      'This server, while it answers you: half of what opens it is the key in your cookie, so that nobody can while you are away',
    howDeleted:
      'At Plaid’s news of the bank, or when its connection ends: you disconnect it, log out, end it at Plaid, or its time is over. By itself where Redis, or Plaid’s news, could not be reached then',
    isKeptByUs: true,
  },
  {
    what: 'That a copy was deleted',
    where: 'Redis, under the copy’s name and “:removed”',
    howLong: '15 seconds',
    whoCanRead: 'Whoever controls Redis; it says nothing else',
    howDeleted: 'By itself',
    isKeptByUs: false,
  },
  {
    what: 'The number that Plaid made up for your visit, and when that visit’s banks end',
    where: 'Redis, under “ledgerless:ends”, for all instances of this server',
    howLong: 'Until those banks have ended',
    whoCanRead: 'Whoever controls Redis; the number names nobody',
    howDeleted: 'Disconnect the banks, log out, or wait for their end',
    isKeptByUs: true,
  },
  {
    what: 'How often you asked for pages and for sign-in links, under hashes of your addresses; and that a link was used, under a hash of its own',
    where: 'Redis, under “ledgerless:count:”, for all instances of this server',
    howLong: 'A minute; 15 for sign-in links',
    whoCanRead: 'Nobody without this server’s key can tell an address from its hash',
    howDeleted: 'By itself',
    isKeptByUs: false,
  },
];
