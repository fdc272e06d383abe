import { describe, expect, it } from 'vitest';
import { openLane } from '../../src/event-loop-queue.ts';
import { createFormat } from '../../src/finance/format.ts';
import { KIND_BY_CODE } from '../../src/plaid/error-codes.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { BankReading } from '../../src/reading/reading.ts';
import { attentionTo } from '../../src/sections/attention.ts';
import {
  balanceProblem,
  bankProblem,
  consentProblem,
  creditProblem,
} from '../../src/sections/bank-problems.ts';

describe('the problem of a bank', () => {
  const errorOf = (code: string) =>
    new PlaidError({ kind: KIND_BY_CODE.get(code) ?? 'operator', code, requestId: 'abc123' });

  it.each([...KIND_BY_CODE.keys()])('after %s is told in plain words that follow its name', (code) => {
    const { sentence, requestId } = bankProblem(errorOf(code));
    expect(sentence).toMatch(/^(is|was|has|does|asks|wants|needs|cannot|could)\b.*[a-z]$/);
    expect(sentence).not.toMatch(/[A-Z_]{5,}|error|token|Item\b/);
    expect(requestId).toBe('abc123');
  });

  it.each([
    ['ITEM_LOGIN_REQUIRED', 'repair', 'Sign in again'],
    ['NO_ACCOUNTS', 'repair', 'Choose what to share'],
    ['ITEM_LOCKED', 'own-site', 'Sign in again'],
    ['PRODUCT_NOT_READY', 'refresh', 'Check again'],
    ['INSTITUTION_DOWN', 'again', 'Try again'],
    ['INTERNAL_SERVER_ERROR', 'again', 'Try again'],
    ['BALANCE_LIMIT', 'wait', 'Check again'],
    ['PRODUCTS_NOT_SUPPORTED', 'hide', ''],
    ['ITEM_NOT_FOUND', 'forget', 'Remove from this browser'],
    ['INVALID_UPDATED_USERNAME', 'forget', 'Disconnect'],
    ['ITEM_NOT_SUPPORTED', 'forget', 'Disconnect'],
    ['INVALID_API_KEYS', 'operator', 'Look at the set-up'],
  ])('after %s has the action %s, called “%s”', (code, action, label) => {
    expect(bankProblem(errorOf(code))).toMatchObject({ action, label });
  });

  it.each(['INSTITUTION_DOWN', 'INTERNAL_SERVER_ERROR'])(
    'after %s, for live balances alone, is that older ones are shown',
    (code) => {
      expect(balanceProblem(errorOf(code)).sentence).toMatch(/did not give .* last known ones are shown$/);
    },
  );

  it('for live balances alone says its cause where the person can do something about it', () => {
    expect(balanceProblem(errorOf('ITEM_LOGIN_REQUIRED'))).toMatchObject({
      sentence: expect.stringMatching(/^asks you to sign in again .* shown as last known$/),
      action: 'repair',
    });
  });

  it('whose consent expires has the day', () => {
    const sentence = expect.stringContaining('until Dec 6, 2025');
    expect(consentProblem('Dec 6, 2025')).toMatchObject({ kind: 'consent', sentence, action: 'repair' });
  });

  it('without consent to cards and loans is that they can be allowed', () => {
    expect(creditProblem(errorOf('ADDITIONAL_CONSENT_REQUIRED'))).toEqual({
      kind: 'consent',
      sentence: 'may not tell us of your cards and loans yet; you can allow it at Plaid',
      action: 'repair',
      label: 'Choose what to share',
      requestId: 'abc123',
    });
  });

  it('for cards and loans never has the action refresh, as their page does not reload by itself', () => {
    const error = errorOf('PRODUCT_NOT_READY');
    expect(creditProblem(error)).toEqual({ ...bankProblem(error), action: 'wait' });
  });

  it.each(['NO_ACCOUNTS', 'INSTITUTION_DOWN'])(
    'after %s is the same for cards and loans as for the rest',
    (code) => {
      expect(creditProblem(errorOf(code))).toEqual(bankProblem(errorOf(code)));
    },
  );
});

describe('the attention strip', () => {
  const TODAY = '2025-11-22';
  const format = createFormat({ locale: 'en-US', isHidden: false, today: TODAY });
  const errorOf = (kind: PlaidErrorKind) => new PlaidError({ kind, code: 'CODE' });
  const failed = (kind: PlaidErrorKind) => Promise.resolve({ ok: false as const, error: errorOf(kind) });
  const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
  const balances = { accounts: [], source: 'live' as const };
  const status = (error: PlaidError | null, consentExpiresAt: Date | null = null) =>
    ok({ institutionName: null, lastUpdatedAt: null, consentExpiresAt, error });

  /** A bank without problems, except as these facts say. */
  function bank(name: string, facts: Partial<BankReading> = {}): BankReading {
    return {
      ...{ id: name, name, isNew: false, isGrowing: Promise.resolve(false), lane: openLane() },
      ...{ live: ok(balances), cached: ok(balances), item: status(null) },
      history: ok({ transactions: [], balances }),
      ...facts,
    };
  }

  const attention = (...banks: BankReading[]) => attentionTo(banks, TODAY, format);

  it('is absent while no bank has a problem', async () => {
    expect(await attention(bank('A'), bank('B', { live: null }))).toBeNull();
  });

  it('has one line for a bank, about its worst problem', async () => {
    const down = { live: failed('bank-down'), history: failed('bank-down') };
    const signedOut = bank('A', { ...down, item: status(errorOf('sign-in')) });
    const strip = await attention(signedOut, bank('B'), bank('C', { history: failed('not-ready') }));
    expect(strip).toMatchObject({
      lines: [
        { name: 'A', sentence: expect.stringContaining('sign in again'), action: 'repair' },
        { name: 'C', sentence: expect.stringContaining('still preparing'), action: 'wait' },
      ],
    });
  });

  it('reloads the page for a bank that was just linked, and for no other', async () => {
    const preparing = { history: failed('not-ready'), live: failed('not-ready') };
    expect(await attention(bank('A', { ...preparing, isNew: true }))).toMatchObject({
      lines: [{ action: 'refresh' }],
      refreshSeconds: 20,
    });
    expect(await attention(bank('A', preparing))).toMatchObject({ refreshSeconds: null });
    const limited = bank('A', { history: failed('limited'), isNew: true });
    expect(await attention(limited)).toMatchObject({ refreshSeconds: null });
  });

  it('reloads the page for a bank that is being prepared beside one with another problem', async () => {
    const preparing = bank('A', { history: failed('not-ready'), isNew: true });
    const signedOut = bank('B', { item: status(errorOf('sign-in')) });
    expect((await attention(preparing, signedOut))?.refreshSeconds).toBe(20);
  });

  it('says which balances are shown when live ones alone are missing', async () => {
    expect((await attention(bank('A', { live: failed('plaid-down') })))?.lines).toMatchObject([
      { sentence: 'did not give its current balances, so the last known ones are shown' },
    ]);
    expect((await attention(bank('A', { live: failed('limited') })))?.lines[0]?.sentence).toMatch(
      /wait a minute .* shown as last known$/,
    );
  });

  it('asks nobody to do anything about what a bank does not offer, and notes it where figures lack it', async () => {
    const lacking = failed('unsupported');
    expect(await attention(bank('A', { live: lacking }))).toBeNull();
    expect(await attention(bank('A'), bank('B', { history: lacking }))).toMatchObject({
      ...{ lines: [], heading: null, refreshSeconds: null },
      notes: ['B gives no transactions through Plaid.'],
    });
  });

  it('has a heading where no bank could be read, since the page shows nothing else', async () => {
    const down = { history: failed('bank-down'), live: failed('bank-down'), cached: failed('bank-down') };
    const headingOf = async (...banks: BankReading[]) => (await attention(...banks))?.heading;
    expect(await headingOf(bank('A', down))).toBe('Your bank cannot be shown right now');
    expect(await headingOf(bank('A', down), bank('B', down))).toBe('Your banks cannot be shown right now');
    expect(await headingOf(bank('A', down), bank('B'))).toBeNull();
    expect(await headingOf(bank('A', { ...down, live: ok(balances) }))).toBeNull();
    expect(await headingOf(bank('A', { ...down, cached: ok(balances) }))).toBeNull();
    const lacking = bank('A', { history: failed('unsupported'), live: null, cached: failed('unsupported') });
    expect(await headingOf(lacking)).toBe('There is nothing to show');
  });

  it('puts those first whose person can do something, and opens the first three of five', async () => {
    const broken = (name: string, kind: PlaidErrorKind) => bank(name, { history: failed(kind) });
    const strip = await attention(
      ...[broken('A', 'bank-down'), broken('B', 'sign-in'), broken('C', 'limited'), broken('D', 'gone')],
      broken('E', 'consent'),
    );
    expect(strip?.lines.map(({ name }) => name)).toEqual(['B', 'D', 'E', 'A', 'C']);
    expect(strip?.shownLines).toBe(3);
    expect((await attention(...['A', 'B', 'C', 'D'].map((name) => broken(name, 'gone'))))?.shownLines).toBe(
      4,
    );
  });

  it('has the payments that are due, also where every bank is well', async () => {
    const due = { isLate: false, payee: 'Rent', amount: '$850.00', day: 'tomorrow' };
    const strip = await attentionTo([bank('A')], TODAY, format, Promise.resolve([due]));
    expect(strip).toMatchObject({ lines: [], notes: [], payments: [due], heading: null });
  });

  it('mentions another problem of a bank that does not offer everything', async () => {
    const expiring = { item: status(null, new Date('2025-11-25T12:00:00Z')) };
    const lacking = failed('unsupported');
    for (const facts of [{ history: lacking }, { live: lacking }, { live: null }]) {
      const strip = await attention(bank('A', { ...expiring, ...facts }));
      expect(strip?.lines).toMatchObject([{ kind: 'consent' }]);
    }
    expect(await attention(bank('A', { item: status(errorOf('unsupported')) }))).toBeNull();
  });

  it('warns two weeks before a consent expires', async () => {
    const until = (day: string) => bank('A', { item: status(null, new Date(`${day}T12:00:00Z`)) });
    expect((await attention(until('2025-12-06')))?.lines).toMatchObject([
      { sentence: expect.stringContaining('until Dec 6'), action: 'repair' },
    ]);
    expect(await attention(until('2025-12-07'))).toBeNull();
  });

  it('does without the status of an Item where it was not asked for, or could not be read', async () => {
    const { item: _, live: __, ...listed } = bank('A', { history: failed('limited') });
    expect(await attentionTo([listed], TODAY, format)).toMatchObject({ lines: [{ kind: 'limited' }] });
    const { item: ___, ...well } = bank('A');
    expect(await attentionTo([well], TODAY, format)).toBeNull();
    expect(await attention(bank('A', { item: failed('plaid-down') }))).toBeNull();
  });
});
