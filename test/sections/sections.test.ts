import { describe, expect, it } from 'vitest';
import { openLane } from '../../src/event-loop-queue.ts';
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
    sectionsFromBalances(banks)((known, awaited) => ({
      awaited,
      sources: known.map((one) => one.balances?.source ?? null),
      wereAsked: known.map(({ wasAsked }) => wasAsked),
    }));

  it('has live balances in its final version, and no early version where they come at once', async () => {
    const { early, final } = versionsOf(bank('A'));
    expect(await early).toBeNull();
    expect(await final).toEqual({ awaited: null, sources: ['live'], wereAsked: [true], isPartial: false });
  });

  it('has cached balances in its early version while a bank has not answered', async () => {
    const { early } = versionsOf(bank('A', { live: new Promise(() => {}) }));
    expect(await early).toEqual({
      ...{ sources: ['cached'], wereAsked: [true], isPartial: false },
      awaited: expect.stringMatching(
        /^A is being asked for current balances\. Most banks answer within 11 s/,
      ),
    });
  });

  it('says in its early version which banks have not answered, and in its final one nothing of that', async () => {
    const slow = { live: new Promise<never>(() => {}) };
    const { early } = versionsOf(bank('A', slow), bank('B'), bank('C', slow), bank('D', { live: null }));
    expect(await early).toMatchObject({
      awaited: expect.stringMatching(/^A and C are being asked for current balances/),
    });
    const late = { live: failed('plaid-down') };
    expect(await versionsOf(bank('A', late)).final).toMatchObject({ awaited: null, isPartial: false });
  });

  it('is partial where a bank has neither live nor cached balances', async () => {
    const down = { live: failed('bank-down'), history: failed('bank-down') };
    expect(await versionsOf(bank('A'), bank('B', down)).final).toMatchObject({
      sources: ['live', null],
      isPartial: true,
    });
  });

  it.each<PlaidErrorKind>(['sign-in', 'not-ready', 'unsupported'])(
    'gives way when no bank has any, each with the error %s',
    async (kind) => {
      expect(await versionsOf(bank('A', { live: failed(kind), history: failed(kind) })).final).toBeNull();
      expect(await versionsOf(bank('A', { live: null, history: failed(kind) })).final).toBeNull();
    },
  );

  it('knows which banks were asked for live balances, whether they answered or not', async () => {
    const banks = [bank('A'), bank('B', { live: failed('bank-down') }), bank('C', { live: null })];
    const wereAsked = [true, true, false];
    expect(await versionsOf(...banks).final).toMatchObject({ wereAsked });
  });

  it('has cached balances and no early version where no live ones are asked for', async () => {
    const { early, final } = versionsOf(bank('A', { live: null }));
    expect(await early).toBeNull();
    expect(await final).toMatchObject({ sources: ['cached'], wereAsked: [false] });
  });
});

describe('a section made from transactions', () => {
  const lacking = bank('C', { history: failed('bank-down') });

  it('gets the flows of all banks, and is partial where one is missing', async () => {
    const kinds = async (...banks: BankReading[]) =>
      sectionsFromTransactions(banks)(({ flows }) => ({ kinds: flows.map(({ kind }) => kind) }));
    expect(await kinds(bank('A'), bank('B'), lacking)).toEqual({
      kinds: ['spending', 'spending'],
      isPartial: true,
    });
    expect(await kinds(bank('A'))).toEqual({ kinds: ['spending'], isPartial: false });
  });

  it('can be made in two steps', async () => {
    const model = await sectionsFromTransactions([bank('A')])(
      ({ flows }) => ({ count: flows.length }),
      ({ count }) => ({ words: `${count} flow` }),
    );
    expect(model).toMatchObject({ words: '1 flow' });
  });

  it('is not made where no bank was read', async () => {
    const model = await sectionsFromTransactions([lacking])(() => {
      throw new Error('there is nothing to make it from');
    });
    expect(model).toBeNull();
  });
});
