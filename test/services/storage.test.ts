import { expect, it } from 'vitest';
import { storageFacts } from '../../src/services/storage-facts.ts';

const textOf = (isOn: Parameters<typeof storageFacts>[0]) => JSON.stringify(storageFacts(isOn));

it('keeps nothing, and says nothing of accounts or e-mails, where there are none', () => {
  const facts = storageFacts({ redis: false, accounts: false, mail: false });
  expect(facts.map(({ isKeptByUs }) => isKeptByUs)).toEqual(Array(facts.length).fill(false));
  expect(JSON.stringify(facts)).toContain('cookie');
  expect(JSON.stringify(facts)).not.toMatch(/e-mail|PostgreSQL|sign in|sign-in/i);
});

it('tells of the row, the cookie and the counts where there are accounts, and of e-mails where they are sent', () => {
  const demo = textOf({ redis: false, accounts: true, mail: false });
  expect(demo).toContain('PostgreSQL');
  expect(demo).not.toContain('mail server');
  expect(textOf({ redis: false, accounts: true, mail: true })).toContain('mail server');
  const kept = storageFacts({ redis: false, accounts: true, mail: true }).filter(
    ({ isKeptByUs }) => isKeptByUs,
  );
  expect(kept.map(({ where }) => where)).toEqual(['PostgreSQL, one row with these four values']);
});

it('counts in this server’s memory only while Redis, where there is one, does not', () => {
  const counts = (redis: boolean) =>
    storageFacts({ redis, accounts: true, mail: false }).filter(({ what }) =>
      /count of your requests|how often,/.test(what),
    );
  expect(counts(false).map(({ where }) => where)).toEqual(Array(2).fill('This server’s memory'));
  expect(counts(true).map(({ where }) => where)).toEqual(
    Array(2).fill('This server’s memory, while Redis does not answer'),
  );
});

const [EVERYWHERE, WITH_REDIS, WITH_ACCOUNTS] = [
  ['key', 'balances', 'doing', 'hidden', 'number', 'log', 'requests'],
  ['copy*', 'removed', 'ends*', 'count'],
  ['row*', 'user cookie', 'used link', 'links'],
];

it.each([
  ['nothing', { redis: false, accounts: false, mail: false }, EVERYWHERE],
  ['Redis', { redis: true, accounts: false, mail: false }, [...EVERYWHERE, ...WITH_REDIS]],
  ['accounts', { redis: false, accounts: true, mail: false }, [...EVERYWHERE, ...WITH_ACCOUNTS]],
  [
    'all',
    { redis: true, accounts: true, mail: true },
    [...EVERYWHERE, ...WITH_REDIS, ...WITH_ACCOUNTS, 'e-mail'],
  ],
])('with %s on, tells each thing with its four answers, and marks what we keep', (_on, isOn, expected) => {
  const names = storageFacts(isOn).map(({ isKeptByUs, ...answers }) => {
    expect(Object.keys(answers).toSorted()).toEqual(['howDeleted', 'howLong', 'what', 'where', 'whoCanRead']);
    for (const answer of Object.values(answers)) expect(answer).toMatch(/\p{L}{3}/u);
    return `${SHORT.find(([pattern]) => pattern.test(answers.what))?.[1]}${isKeptByUs ? '*' : ''}`;
  });
  expect(names).toEqual(expected);
});

/** Each thing by words that only its own line has. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^The key to each bank$/, 'key'],
  [/^Balances, transactions/, 'balances'],
  [/^What you are doing/, 'doing'],
  [/^Hidden amounts/, 'hidden'],
  [/^A number that Plaid made up/, 'number'],
  [/status of each request$/, 'log'],
  [/count of your requests$/, 'requests'],
  [/^Of each transaction/, 'copy'],
  [/^That a copy was deleted$/, 'removed'],
  [/^The number that Plaid made up/, 'ends'],
  [/^How often you asked for pages/, 'count'],
  [/your subscription/, 'row'],
  [/who you are$/, 'user cookie'],
  [/that the link was used$/, 'used link'],
  [/^If you ask for a sign-in link/, 'links'],
  [/^The e-mail with your sign-in link$/, 'e-mail'],
];
