import { expect, it } from 'vitest';
import { storageFacts } from '../../src/stores/storage.ts';

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

it('answers every question about everything', () => {
  for (const { isKeptByUs: _, ...answers } of storageFacts({ redis: true, accounts: true, mail: true })) {
    for (const [question, answer] of Object.entries(answers))
      expect(answer.length, question).toBeGreaterThan(1);
  }
});
