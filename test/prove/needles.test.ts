import { beforeEach, expect, it } from 'vitest';
import { createNeedles, type Needles } from './needles.ts';

const UUID = '9b2f8f0e-7c1a-4d55-8e21-0123456789ab';

let needles: Needles;
beforeEach(() => {
  needles = createNeedles('Zaunkoenig8842');
  needles.hear(`{"access_token":"access-sandbox-${UUID}","amount":-1234567.8,"limit":7654321}`);
});

it('learns each token and amount once', () => {
  needles.hear(`{"access_token":"access-sandbox-${UUID}","amount":1234567.8}`);
  expect(needles.counts).toEqual({ tokens: 1, amounts: 2 });
});

it.each([
  ['the canary', 'a Zaunkoenig8842 Market', 'text'],
  ['a token', `access-sandbox-${UUID}`, 'token'],
  ['a token without its prefix', UUID, 'token'],
  ['a token without its hyphens', UUID.replaceAll('-', ''), 'token'],
  ['an amount as Plaid sends it', 'x -1234567.8 y', 'amount'],
  ['an amount as files have it', '1234567.80', 'amount'],
  ['an amount as pages have it', '−$1,234,567.80', 'amount'],
])('finds %s', (_, text, kind) => {
  expect(needles.findIn(text).map((find) => find.kind)).toEqual([kind]);
});

it('finds an amount in a list of others', () => {
  expect(needles.findIn('1111111.11,1234567.80,2222222.22')).toHaveLength(1);
});

it.each([
  ['another id', '9b2f8f0e-7c1a-4d55-8e21-0123456789ac'],
  ['another amount', '1,234,567.81'],
  ['part of the canary', 'Zaunkoenig'],
])('leaves %s alone', (_, text) => {
  expect(needles.findIn(text)).toEqual([]);
});

it('knows an amount as a number, in its currency and in minor units, in and out', () => {
  for (const number of [1_234_567.8, -1_234_567.8, 123_456_780, -123_456_780]) {
    expect(needles.isAmount(number), `${number}`).toBe(true);
  }
  expect(needles.isAmount(1_234_567.81)).toBe(false);
  expect(needles.isAmount(12_345_678)).toBe(false);
});

it('knows tokens as bytes', () => {
  expect(needles.tokenBytes().map((bytes) => bytes.toString('hex'))).toEqual([UUID.replaceAll('-', '')]);
});
