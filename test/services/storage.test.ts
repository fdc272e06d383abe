import { expect, it } from 'vitest';
import { storageFacts } from '../../src/services/storage-facts.ts';

const NONE = { redis: false, accounts: false, mail: false };

it('without Redis and accounts, nothing is kept, and accounts and e-mails are not mentioned', () => {
  const facts = storageFacts(NONE);
  expect(facts.map(({ isKeptByUs }) => isKeptByUs)).toEqual(Array(facts.length).fill(false));
  expect(JSON.stringify(facts)).toContain('cookie');
  expect(JSON.stringify(facts)).not.toMatch(/e-mail|PostgreSQL|sign in|sign-in/i);
});

it('with accounts, a row of PostgreSQL is kept, and the mail server is named where e-mails are sent', () => {
  const demo = JSON.stringify(storageFacts({ ...NONE, accounts: true }));
  expect(demo).toContain('PostgreSQL');
  expect(demo).not.toContain('mail server');
  const facts = storageFacts({ ...NONE, accounts: true, mail: true });
  expect(JSON.stringify(facts)).toContain('mail server');
  const kept = facts.filter(({ isKeptByUs }) => isKeptByUs);
  expect(kept.map(({ where }) => where)).toEqual(['PostgreSQL, one row with these five values']);
});

it('counts are in this server’s memory, and with Redis only while that does not answer', () => {
  const placesOfCounts = (redis: boolean) =>
    storageFacts({ ...NONE, redis, accounts: true })
      .filter(({ what }) => /count of your requests|how often,/.test(what))
      .map(({ where }) => where);
  expect(placesOfCounts(false)).toEqual(Array(2).fill('This server’s memory'));
  expect(placesOfCounts(true)).toEqual(Array(2).fill('This server’s memory, while Redis does not answer'));
});

it('a visit without any bank is noted for five hours, in memory and in Redis', () => {
  const noted = storageFacts({ ...NONE, redis: true }).filter(({ what }) =>
    /random Plaid user id/.test(what),
  );
  expect(noted.map(({ howLong }) => howLong)).toEqual(
    Array(2).fill('Until those banks are disconnected; five hours at the most where none is connected'),
  );
});

const [ALWAYS, WITH_REDIS, WITH_ACCOUNTS] = [
  ['key', 'balances', 'doing', 'visit', 'hidden', 'number', 'log', 'requests'],
  ['cache entry*', 'removed', 'expiries*', 'count'],
  ['row*', 'user cookie', 'known browser', 'used link', 'links'],
];

it.each([
  ['nothing', NONE, ALWAYS],
  ['Redis', { ...NONE, redis: true }, [...ALWAYS, ...WITH_REDIS]],
  ['accounts', { ...NONE, accounts: true }, [...ALWAYS, ...WITH_ACCOUNTS]],
  [
    'everything',
    { redis: true, accounts: true, mail: true },
    [...ALWAYS, ...WITH_REDIS, ...WITH_ACCOUNTS, 'e-mail'],
  ],
])(
  'with %s on, each thing is listed with four answers, and what we keep is marked',
  (_on, isOn, expected) => {
    const names = storageFacts(isOn).map(({ isKeptByUs, ...answers }) => {
      expect(Object.keys(answers).toSorted()).toEqual([
        'howDeleted',
        'howLong',
        'what',
        'where',
        'whoCanRead',
      ]);
      for (const answer of Object.values(answers)) expect(answer).toMatch(/\p{L}{3}/u);
      return `${SHORT.find(([pattern]) => pattern.test(answers.what))?.[1]}${isKeptByUs ? '*' : ''}`;
    });
    expect(names).toEqual(expected);
  },
);

/** A short name for each thing, by words that only its own line has. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^The key to each bank$/, 'key'],
  [/^Balances, transactions/, 'balances'],
  [/^What you are doing, such as signing in/, 'doing'],
  [/^That you went to Plaid/, 'visit'],
  [/^Hidden amounts/, 'hidden'],
  [/^A random Plaid user id/, 'number'],
  [/status of each request$/, 'log'],
  [/count of your requests$/, 'requests'],
  [/^Of each transaction/, 'cache entry'],
  [/^That such a copy was deleted$/, 'removed'],
  [/^The random Plaid user id/, 'expiries'],
  [/^How often you asked for pages/, 'count'],
  [/your subscription/, 'row'],
  [/who you are$/, 'user cookie'],
  [/signed in to your address before$/, 'known browser'],
  [/that the link was used$/, 'used link'],
  [/^If you ask for a sign-in link/, 'links'],
  [/^The e-mail with your sign-in link$/, 'e-mail'],
];
