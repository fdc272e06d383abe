/** What is stored where, in the words of the privacy page: every kind of thing and of Redis key. */

export interface StorageFact {
  readonly what: string;
  readonly where: string;
  readonly howLong: string;
  readonly whoCanRead: string;
  readonly howDeleted: string;
  /** Kept by this service beyond the moment in which a page is made. */
  readonly isKeptByUs: boolean;
}

const WITH_REDIS: readonly StorageFact[] = [
  {
    what: 'Of each transaction: an id, its date, amount, currency, category and payee, whether it is pending, which other row it probably is the same as, and codes in place of its account, its merchant and the bank’s own text',
    where: 'Redis, encrypted, under “ledgerless:copy:” and a hash of Plaid’s id of the connection',
    howLong: '7 days at most; an hour where Plaid cannot tell this server of new transactions',
    whoCanRead:
      'This server, while it answers you: half of the key is in your cookie, so nobody can read it while you are away',
    howDeleted:
      'When Plaid reports new transactions, or when the connection ends: you disconnect the bank, log out, end it at Plaid, or it expires. If Redis does not answer then, it expires by itself',
    isKeptByUs: true,
  },
  {
    what: 'That such a copy was deleted',
    where: 'Redis, under the copy’s name and “:removed”',
    howLong: 'Two minutes',
    whoCanRead: 'Whoever controls Redis; it says nothing else',
    howDeleted: 'By itself',
    isKeptByUs: false,
  },
  {
    what: 'The random Plaid user id of your visit, and when the banks of that visit expire',
    where:
      'Redis, under “ledgerless:ends:”, Plaid’s address and a hash of this server’s account there, for all instances of this server',
    howLong: 'Until those banks are disconnected; five hours at the most where none is connected',
    whoCanRead: 'Whoever controls Redis; the id names nobody',
    howDeleted: 'Disconnect the banks, log out, or wait until they expire',
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

type Fleeting = Pick<StorageFact, 'what' | 'howLong' | 'whoCanRead'>;

const ALWAYS: readonly StorageFact[] = [
  {
    what: 'The key to each bank',
    where: 'An encrypted cookie in your browser',
    howLong: 'As long as you choose when you connect',
    whoCanRead: 'This server, while it answers you; not your browser, and nobody else',
    howDeleted: 'Disconnect the bank, log out, or wait until it expires',
    isKeptByUs: false,
  },
  {
    what: 'Balances, transactions, what you search for',
    where: 'This server’s memory, while your page is made',
    howLong: 'Seconds',
    whoCanRead: 'You; in that moment, whoever controls the running server',
    howDeleted: 'By itself, when the page is sent',
    isKeptByUs: false,
  },
  {
    what: 'What you are doing, such as signing in, and when your banks were last asked for balances',
    where: 'An encrypted cookie in your browser',
    howLong: 'Until you close the browser, four hours after its last change at the latest',
    whoCanRead: 'This server, while it answers you',
    howDeleted: 'Log out, or close the browser',
    isKeptByUs: false,
  },
  {
    what: 'That you went to Plaid to connect a bank',
    where: 'An encrypted cookie in your browser for each time',
    howLong: 'Until you are back or close the browser, four hours at the most',
    whoCanRead: 'This server, while it answers you',
    howDeleted: 'Log out, or close the browser',
    isKeptByUs: false,
  },
  {
    what: 'Hidden amounts, light or dark',
    where: 'A cookie in your browser',
    howLong: 'A year after you change it',
    whoCanRead: 'You and this server',
    howDeleted: 'Log out, or delete everything below',
    isKeptByUs: false,
  },
  {
    what: 'A random Plaid user id for your visit, and when the banks of that visit expire',
    where: 'This server’s memory, and encrypted in the address of Plaid’s webhooks',
    howLong: 'Until those banks are disconnected; five hours at the most where none is connected',
    whoCanRead: 'This server; the id names nobody',
    howDeleted: 'Disconnect the banks, log out, or wait until they expire',
    isKeptByUs: false,
  },
  {
    what: 'Time, kind of page and status of each request',
    where: 'This server’s log',
    howLong: 'As long as whoever runs this server keeps logs',
    whoCanRead: 'Whoever runs this server',
    howDeleted: 'With the logs; nothing in them names you',
    isKeptByUs: false,
  },
];

const WITH_ACCOUNTS: readonly StorageFact[] = [
  {
    what: 'If you sign in: a number, your e-mail address, your subscription, since when, and how often you have signed out',
    where: 'PostgreSQL, one row with these five values',
    howLong: 'Until you delete it',
    whoCanRead: 'You and whoever runs this server',
    howDeleted: 'Delete everything, below; backups of the database end with their own time',
    isKeptByUs: true,
  },
  {
    what: 'If you sign in: who you are',
    where: 'An encrypted cookie in your browser with that number and that count, apart from every bank’s',
    howLong: '30 days at most',
    whoCanRead: 'This server, while it answers you',
    howDeleted: 'Sign out, log out, or delete everything, in this browser or any other',
    isKeptByUs: false,
  },
  {
    what: 'If you sign in: that this browser has signed in to your address before',
    where:
      'An encrypted cookie in your browser, with a hash of the address and a number of the browser’s own',
    howLong: 'A year after you last signed in',
    whoCanRead: 'This server, when you ask for a sign-in link: it counts yours apart from those of strangers',
    howDeleted: 'Log out, or delete everything; signing out leaves it',
    isKeptByUs: false,
  },
  {
    what: 'If you sign in: that the link was used',
    where: 'This server’s memory, under a number that stands in the link alone',
    howLong: '15 minutes',
    whoCanRead: 'Whoever controls the running server; the number names nobody',
    howDeleted: 'By itself',
    isKeptByUs: false,
  },
];

const REQUEST_COUNTS: Fleeting = {
  what: 'Your network address, with the processor time and a count of your requests',
  howLong: 'A minute',
  whoCanRead: 'Whoever controls the running server',
};

const LINK_COUNTS: Fleeting = {
  what: 'If you ask for a sign-in link: how often, under a hash of your e-mail address, with this browser’s number where it has signed in before, and under your network address',
  howLong: '15 minutes',
  whoCanRead: 'Nobody without this server’s key can tell an e-mail address from its hash',
};

const BY_MAIL: StorageFact = {
  what: 'The e-mail with your sign-in link',
  where: 'The mail server that sends it, and your mailbox',
  howLong: 'As long as they keep it; the link in it works for 15 minutes',
  whoCanRead: 'You, and whoever runs those servers',
  howDeleted: 'In your mailbox, by you',
  isKeptByUs: false,
};

/** The facts of what is on, in the order in which they are told. */
export function storageFacts(isOn: {
  redis: boolean;
  accounts: boolean;
  mail: boolean;
}): readonly StorageFact[] {
  // Redis counts for all instances; one that cannot reach it counts for itself.
  const counted = (fact: Fleeting): StorageFact => ({
    ...fact,
    where: `This server’s memory${isOn.redis ? ', while Redis does not answer' : ''}`,
    howDeleted: 'By itself',
    isKeptByUs: false,
  });
  return [
    ...ALWAYS,
    counted(REQUEST_COUNTS),
    ...(isOn.redis ? WITH_REDIS : []),
    ...(isOn.accounts ? [...WITH_ACCOUNTS, counted(LINK_COUNTS)] : []),
    ...(isOn.mail ? [BY_MAIL] : []),
  ];
}
