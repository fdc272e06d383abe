import { expect, it } from 'vitest';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { BankReading } from '../../src/reading/reading.ts';
import { sectionsFromBalances } from '../../src/sections/from-balances.ts';
import { account } from '../finance/samples.ts';

const failed = (kind: PlaidErrorKind) =>
  Promise.resolve({ ok: false as const, error: new PlaidError({ kind, code: 'CODE' }) });
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const balances = (source: 'live' | 'cached') => ({ accounts: [account()], source });
const item = ok({ institutionName: null, lastUpdatedAt: null, error: null, consentExpiresAt: null });
const live = ok(balances('live'));
const isNew = false;
const isGrowing = Promise.resolve(false);
const history = ok({ transactions: [], balances: balances('cached') });

const sourcesOf = (banks: BankReading[]) =>
  sectionsFromBalances(banks)((known) => ({
    sources: known.map((bank) => bank.balances?.source ?? null),
  }));

it('shows the bank’s own answer in the end, and nothing early where that is as quick', async () => {
  const { early, final } = sourcesOf([{ id: 'a', name: 'A', live, history, item, isNew, isGrowing }]);
  expect(await early).toBeNull();
  expect(await final).toEqual({ state: 'ready', model: { sources: ['live'], partial: null } });
});

it('shows the copy early while a bank takes its time', async () => {
  const { early } = sourcesOf([
    { id: 'a', name: 'A', live: new Promise(() => {}), history, item, isNew, isGrowing },
  ]);
  expect(await early).toEqual({ state: 'ready', model: { sources: ['cached'], partial: null } });
});

it('names the bank of which there is neither', async () => {
  const { final } = sourcesOf([
    { id: 'a', name: 'A', live, history, item, isNew, isGrowing },
    { id: 'b', name: 'B', live: failed('bank-down'), history: failed('bank-down'), item, isNew, isGrowing },
  ]);
  expect(await final).toEqual({
    state: 'ready',
    model: { sources: ['live', null], partial: 'Without B, which could not be read just now.' },
  });
});

it('fails in its place when there is nothing from any bank, and waits where one is being prepared', async () => {
  const bank = (kind: PlaidErrorKind) => ({
    id: 'a',
    name: 'A',
    live: failed(kind),
    history: failed(kind),
    item,
    isNew,
    isGrowing,
  });
  expect(await sourcesOf([bank('sign-in')]).final).toEqual({
    state: 'failed',
    sentence: 'The balances of A could not be read just now.',
  });
  expect(await sourcesOf([bank('not-ready')]).final).toMatchObject({ state: 'waiting' });
});

it('knows that a bank was asked, whether it answered or not', async () => {
  const facts: boolean[] = [];
  const bank = { id: 'a', name: 'A', history, item, isNew, isGrowing };
  const banks = [
    { ...bank, live },
    { ...bank, live: failed('bank-down') },
    { ...bank, live: null },
  ];
  await sectionsFromBalances(banks)((known) => {
    facts.push(...known.map(({ wasAsked }) => wasAsked));
    return {};
  }).final;
  expect(facts).toEqual([true, true, false]);
});

it('has the copy alone where the bank is not asked, and says so', async () => {
  const facts: { wasAsked: boolean; source: string | undefined }[] = [];
  const { early, final } = sectionsFromBalances([
    { id: 'a', name: 'A', live: null, history, item, isNew, isGrowing },
  ])((known) => {
    for (const { wasAsked, balances } of known) facts.push({ wasAsked, source: balances?.source });
    return {};
  });
  expect(await early).toBeNull();
  await final;
  expect(facts).toEqual([{ wasAsked: false, source: 'cached' }]);
});

it('says what is missing where the bank is not asked and there is no copy', async () => {
  const bank = (kind: PlaidErrorKind) => ({
    id: 'a',
    name: 'A',
    live: null,
    history: failed(kind),
    item,
    isNew,
    isGrowing,
  });
  expect(await sourcesOf([bank('limited')]).final).toMatchObject({ state: 'failed' });
  expect(await sourcesOf([bank('not-ready')]).final).toMatchObject({ state: 'waiting' });
});
