import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { type Canaries, createCanaries } from './canaries.ts';
import { createPieces } from './pieces.ts';

const UUID = '9b2f8f0e-7c1a-4d55-8e21-0123456789ab';

let canaries: Canaries;
beforeEach(() => {
  canaries = createCanaries('Zaunkoenig8842');
  canaries.learn(`{"access_token":"access-sandbox-${UUID}","amount":-1234567.8,"limit":7654321}`);
});

it('learns each token and amount once', () => {
  canaries.learn(`{"access_token":"access-sandbox-${UUID}","amount":1234567.8}`);
  expect(canaries.counts).toMatchObject({ tokens: 1, amounts: 2 });
});

it.each([
  ['the canary', 'a Zaunkoenig8842 Market', 'text'],
  ['a token', `access-sandbox-${UUID}`, 'token'],
  ['a token without its prefix', UUID, 'token'],
  ['a token without its hyphens', UUID.replaceAll('-', ''), 'token'],
  ['an amount as Plaid sends it', 'x -1234567.8 y', 'amount'],
  ['an amount as files have it', '1234567.80', 'amount'],
  ['an amount as pages have it', '−$1,234,567.80', 'amount'],
  ['an amount in minor units', '{"amountMinor":-123456780}', 'amount'],
])('finds %s', (_, text, kind) => {
  expect(canaries.findIn(text).map((find) => find.kind)).toEqual([kind]);
});

it('finds an amount in a list of others', () => {
  expect(canaries.findIn('1111111.11,1234567.80,2222222.22')).toHaveLength(1);
});

it.each([
  ['another id', '9b2f8f0e-7c1a-4d55-8e21-0123456789ac'],
  ['another amount', '1,234,567.81'],
  ['minor units within a longer number', '1234567801'],
  ['part of the canary', 'Zaunkoenig'],
])('does not find %s', (_, text) => {
  expect(canaries.findIn(text)).toEqual([]);
});

it('knows an amount as a number, in its currency and in minor units, with either sign', () => {
  for (const number of [1_234_567.8, -1_234_567.8, 123_456_780, -123_456_780]) {
    expect(canaries.isAmount(number), `${number}`).toBe(true);
  }
  expect(canaries.isAmount(1_234_567.81)).toBe(false);
  expect(canaries.isAmount(12_345_678)).toBe(false);
});

it('does not take a number that the process has of its own for an amount, and counts it', () => {
  const known = createCanaries('Seidenschwanz');
  known.learn('{"current":3600000,"available":3600000.5}');
  expect([known.isAmount(3_600_000), known.ownAmounts]).toEqual([true, 0]);
  known.learnOwn([3_600_000, 8_388_608]);
  expect([known.isAmount(3_600_000), known.ownAmounts]).toEqual([false, 1]);
  expect(known.isAmount(3_600_000.5)).toBe(true);
});

it('takes no round figure for an amount', () => {
  const known = createCanaries('Seidenschwanz');
  known.learn('<p>Within $20,000,000.00 on 53 of 60 days, of $20,000,100.00</p>');
  expect(known.counts.amounts).toBe(1);
  expect(known.findIn('2000000000: <%spellout, 2000010000')).toHaveLength(1);
});

it('finds a token by its bytes', () => {
  const bytes = Buffer.from(UUID.replaceAll('-', ''), 'hex');
  const among = Buffer.concat([Buffer.of(1, 2, 3), bytes, Buffer.of(4)]);
  expect(canaries.findIn(among.toString('latin1'))).toEqual([expect.objectContaining({ kind: 'token' })]);
  expect(canaries.findIn(among.subarray(0, 18).toString('latin1'))).toEqual([]);
});

it('finds a sealed cookie by its end, and no other cookie', () => {
  const sealed = `v1.abcdefgh.${'x'.repeat(100)}the-end-of-it-that-no-other-has-0001`;
  canaries.learnSealed(sealed);
  canaries.learnSealed('dark');
  expect(canaries.findIn(`cookie: session=${sealed}; theme=dark`)).toEqual([
    expect.objectContaining({ kind: 'cookie' }),
  ]);
  expect(canaries.findIn(sealed.replace('0001', '0002'))).toEqual([]);
});

it('finds an answer by text that the program does not have', () => {
  const program = 'a header that every page has and that stands in a view of the program, word for word';
  const answer = `${program}; and a sentence that only this one answer has, for nobody but its reader`;
  canaries = createCanaries('Zaunkoenig8842', program);
  canaries.learnAnswer(answer);
  expect(canaries.findIn(`kept: ${answer}`)).toContainEqual(expect.objectContaining({ kind: 'answer' }));
  expect(canaries.findIn(program)).toEqual([]);
});

it('finds every piece of a text at every place, as a search for each of them would', () => {
  const unit = fc.constantFrom('a', 'b', 'ÿ', '€');
  const somePieces = fc.uniqueArray(fc.string({ unit, minLength: 4, maxLength: 6 }));
  fc.assert(
    fc.property(somePieces, fc.string({ unit }), (all, text) => {
      const pieces = createPieces<string>();
      for (const piece of all) pieces.add(piece, piece);
      const expected = Array.from(text, (_, at) => at).flatMap((at) =>
        all.filter((piece) => text.startsWith(piece, at)).map((piece) => `${at} ${piece}`),
      );
      const found = pieces.findIn(text).map(({ kind, at }) => `${at} ${kind}`);
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 2_000 },
  );
});
