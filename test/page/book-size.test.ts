/** How large a full book is, and how many banks have room beside it. */

import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { packConnection } from '../../src/connections/connection.ts';
import { parseBook } from '../../src/finance/book/text.ts';
import { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { startTestApp } from '../support/test-app.ts';
import { inVaults, sealer } from '../web/vault-request.ts';
import { type BookAnswer, startBookApp } from './book-app.ts';

const app = await startTestApp();
const books = await startBookApp(app.services);
afterAll(async () => {
  books.close();
  await app.close();
});

const CATEGORIES = [
  ...['FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', 'GENERAL_MERCHANDISE', 'TRANSPORTATION', 'TRAVEL'],
  ...['ENTERTAINMENT', 'PERSONAL_CARE', 'MEDICAL', 'Pets', 'The children', 'Garden and house'],
];
/** Names that differ as those of shops do: of the world's cities, in the order of their last letters. */
const NAMES = Intl.supportedValuesOf('timeZone')
  .map((zone) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '')
  .filter((name, index, all) => /^[A-Z][a-z ]{4,}/.test(name) && all.indexOf(name) === index)
  .toSorted((a, b) => ([...a].reverse().join('') < [...b].reverse().join('') ? -1 : 1));
const name = (index: number) => NAMES[index % NAMES.length] ?? '';
const pick = (index: number) => CATEGORIES[(index * 7) % CATEGORIES.length] ?? '';

/** 200 rules, 10 targets and 8 accounts of their own. */
const FULL = [
  ...Array.from({ length: 100 }, (_, index) => `file "${name(index).toLowerCase()}" under ${pick(index)}`),
  ...Array.from({ length: 70 }, (_, at) => `call "SQ *${name(at + 100).toUpperCase()}" ${name(at + 100)}`),
  ...Array.from(
    { length: 20 },
    (_, at) => `count "${name(at + 170)} rent" as ${at % 2 ? 'transfer' : 'nothing'} out`,
  ),
  ...Array.from({ length: 10 }, (_, at) => `recurring "${name(at + 190)}" ${at % 2 ? 'no' : 'ended'}`),
  ...CATEGORIES.slice(0, 10).map((category, index) => `target ${category} ${((index * 137) % 900) + 50} USD`),
  ...Array.from(
    { length: 8 },
    (_, at) =>
      `own "${name(at * 9)}" ${at % 2 ? 'property' : 'cash'} ${at * 91_237 + 1250} USD 2026-11-0${at + 1}`,
  ),
].join('\n');

/** The largest cookie and the most banks that a book of this size may take, as measured on 2026-11-27. */
const MOST_BYTES = 3_200;
const LEAST_BANKS = 16;

it('a full book is one cookie, and leaves room for so many banks', async () => {
  expect(parseBook(FULL)).toMatchObject({ problems: [], lines: { length: 218 } });
  const client = new Client(books.url);
  giveBank(app, client);
  const answer: BookAnswer = JSON.parse((await client.post('/', { put: FULL })).text);
  expect([answer.full, answer.lines.length]).toEqual([null, 218]);
  const cookies = [...client.jar].filter(([cookie]) => cookie.startsWith('book-'));
  expect(cookies).toHaveLength(1);
  const bytes = Math.max(...cookies.map(([cookie, value]) => `; __Host-${cookie}=${value}`.length));

  // Banks as in the test of the vault: with a user, a usual name, and eight digests.
  const connection = () =>
    packConnection({
      accessToken: `access-production-${randomUUID()}`,
      itemId: randomBytes(28).toString('base64url').slice(0, 37),
      userId: 'usr_8c3ZbDBYjaqUXZ',
      ...{ institutionId: 'ins_109508', institutionName: 'First Platypus Bank', linkedAt: new Date() },
      accountDigests: Array.from({ length: 8 }, () => randomBytes(3).toString('hex')),
    });
  const { result: banks } = await inVaults(
    ({ vault }) => {
      let count = 0;
      for (; vault.hasRoomFor([connection()]); count++) {
        vault.add({ content: connection(), expiresAt: new Date('2099-01-01'), isSessionOnly: false });
      }
      return count;
    },
    { cookie: `o=${'x'.repeat(bytes - 4)}`, sealer, isSecure: true },
  );
  process.stdout.write(`a book of 218 lines: ${bytes} bytes, ${banks} banks beside it\n`);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(banks).toBeGreaterThanOrEqual(LEAST_BANKS);
});
