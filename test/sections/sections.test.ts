import { describe, expect, it } from 'vitest';
import { openLane } from '../../src/event-loop-queue.ts';
import { createFormat } from '../../src/finance/format.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { BankReading } from '../../src/reading/reading.ts';
import { sectionsFromBalances } from '../../src/sections/from-balances.ts';
import { sectionsFromTransactions } from '../../src/sections/from-transactions.ts';
import { account, transaction } from '../finance/samples.ts';

const failed = (kind: PlaidErrorKind) =>
  Promise.resolve({ ok: false as const, error: new PlaidError({ kind, code: 'CODE' }) });
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
const balances = (source: 'live' | 'cached') => ({ accounts: [account()], source });

/** A bank that has answered everything, except as these facts say. */
function bank(name: string, facts: Partial<BankReading> = {}): BankReading {
  const known: BankReading['history'] = ok({ transactions: [transaction()], balances: balances('cached') });
  const { history = known } = facts;
  return {
    ...{ id: name, name, isNew: false, isGrowing: Promise.resolve(false), lane: openLane() },
    live: ok(balances('live')),
    history,
    cached: history.then((told) => (told.ok ? { ok: true, value: told.value.balances } : told)),
    item: ok({ institutionName: null, lastUpdatedAt: null, error: null, consentExpiresAt: null }),
    ...facts,
  };
}

describe('a section made from balances', () => {
  const versionsOf = (...banks: BankReading[]) =>
    sectionsFromBalances(banks)((known) => ({
      sources: known.map((one) => one.balances?.source ?? null),
      wereAsked: known.map(({ wasAsked }) => wasAsked),
    }));

  it('has live balances in its final version, and no early version where they come at once', async () => {
    const { early, final } = versionsOf(bank('A'));
    expect(await early).toBeNull();
    const model = { sources: ['live'], wereAsked: [true], partial: null };
    expect(await final).toEqual({ state: 'ready', model });
  });

  it('has cached balances in its early version while a bank has not answered', async () => {
    const { early } = versionsOf(bank('A', { live: new Promise(() => {}) }));
    const model = {
      ...{ sources: ['cached'], wereAsked: [true] },
      partial: expect.stringMatching(
        /^A is being asked for current balances\. Most banks answer within 11 s/,
      ),
    };
    expect(await early).toEqual({ state: 'ready', model });
  });

  it('says in its early version which banks have not answered, and in its final one nothing of that', async () => {
    const slow = { live: new Promise<never>(() => {}) };
    const { early } = versionsOf(bank('A', slow), bank('B'), bank('C', slow), bank('D', { live: null }));
    expect(await early).toMatchObject({
      model: { partial: expect.stringMatching(/^A and C are being asked for current balances/) },
    });
    const late = { live: failed('plaid-down') };
    expect(await versionsOf(bank('A', late)).final).toMatchObject({ model: { partial: null } });
  });

  it('names the bank that has neither live nor cached balances', async () => {
    const down = { live: failed('bank-down'), history: failed('bank-down') };
    expect(await versionsOf(bank('A'), bank('B', down)).final).toMatchObject({
      state: 'ready',
      model: { sources: ['live', null], partial: 'Without B, which could not be read just now.' },
    });
  });

  it('is a sentence when no bank has any, and waits where one is being prepared', async () => {
    const without = (kind: PlaidErrorKind) => bank('A', { live: failed(kind), history: failed(kind) });
    expect(await versionsOf(without('sign-in')).final).toEqual({
      state: 'failed',
      sentence: 'The balances of A could not be read just now.',
    });
    expect(await versionsOf(without('not-ready')).final).toMatchObject({ state: 'waiting' });
  });

  it('knows which banks were asked for live balances, whether they answered or not', async () => {
    const banks = [bank('A'), bank('B', { live: failed('bank-down') }), bank('C', { live: null })];
    const wereAsked = [true, true, false];
    expect(await versionsOf(...banks).final).toMatchObject({ model: { wereAsked } });
  });

  it('has cached balances and no early version where no live ones are asked for', async () => {
    const { early, final } = versionsOf(bank('A', { live: null }));
    expect(await early).toBeNull();
    expect(await final).toMatchObject({ model: { sources: ['cached'], wereAsked: [false] } });
  });

  it('is a sentence where no live balances are asked for and there are no cached ones', async () => {
    const without = (kind: PlaidErrorKind) => bank('A', { live: null, history: failed(kind) });
    expect(await versionsOf(without('limited')).final).toMatchObject({ state: 'failed' });
    expect(await versionsOf(without('not-ready')).final).toMatchObject({ state: 'waiting' });
  });
});

describe('a section made from transactions', () => {
  const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
  const lacking = bank('C', { history: failed('bank-down') });

  it('gets the flows of all banks, and names those that are missing', async () => {
    const fromFlows = sectionsFromTransactions([bank('A'), bank('B'), lacking], format);
    expect(await fromFlows(({ flows }) => ({ kinds: flows.map(({ kind }) => kind) }))).toEqual({
      state: 'ready',
      model: { kinds: ['spending', 'spending'], partial: 'Without C, which could not be read just now.' },
    });
  });

  it('says from where on a bank’s transactions are missing, and when the rest can be loaded', async () => {
    const cut = { from: '2025-03-02', againAt: new Date('2025-11-22T12:34:05Z') };
    const history = ok({ transactions: [transaction()], balances: balances('cached'), cut });
    const fromFlows = sectionsFromTransactions([bank('A', { history })], format);
    expect(await fromFlows(() => ({}))).toEqual({
      state: 'ready',
      model: {
        partial:
          'Of A only transactions back to Mar 2, 2025 are here, since Plaid limits the calls in a minute. The rest can be loaded from 12:35 PM UTC on.',
      },
    });
  });

  it('can be made in two steps', async () => {
    const outcome = await sectionsFromTransactions([bank('A')], format)(
      ({ flows }) => ({ count: flows.length }),
      ({ count }) => ({ words: `${count} flow` }),
    );
    expect(outcome).toMatchObject({ model: { words: '1 flow' } });
  });

  it('is not made where no bank was read', async () => {
    const outcome = await sectionsFromTransactions(
      [lacking],
      format,
    )(() => {
      throw new Error('there is nothing to make it from');
    });
    expect(outcome).toMatchObject({ state: 'failed' });
  });
});
