import { describe, expect, it } from 'vitest';
import { creditUse, debtsOf, latestUnpaid, nextDue } from '../../src/finance/credit.ts';
import type { CardTerms, DebtTerms, LoanTerms } from '../../src/finance/model.ts';
import { account } from './samples.ts';

const terms = {
  isOverdue: null,
  nextPaymentMinor: null,
  dueOn: null,
  lastPaymentMinor: null,
  lastPaymentOn: null,
};
const cardTerms: CardTerms = { ...terms, kind: 'card', aprs: [], statementMinor: null, statementOn: null };
const loanTerms: LoanTerms = {
  ...terms,
  kind: 'student',
  ratePercent: null,
  rateType: null,
  maturesOn: null,
  status: null,
};

const card = (id: string, balanceMinor: number | null, limitMinor: number | null, currency = 'USD') =>
  account({ id, type: 'credit', balanceMinor, limitMinor, currency });

describe('debts', () => {
  it('are cards or loans by their terms, and by their kind where they have none', () => {
    const accounts = [
      card('a', 0, 0),
      account({ id: 'b', type: 'loan' }),
      account({ id: 'c', type: 'loan' }),
      card('d', 0, 0),
      card('e', 0, 0),
    ];
    const { cards, loans } = debtsOf({
      accounts,
      terms: new Map<string, DebtTerms>([
        ['a', cardTerms],
        ['b', cardTerms],
        ['d', loanTerms],
      ]),
    });
    expect(cards.map((one) => [one.account.id, one.terms?.kind])).toEqual([
      ['a', 'card'],
      ['b', 'card'],
      ['e', undefined],
    ]);
    expect(loans.map((one) => [one.account.id, one.terms?.kind])).toEqual([
      ['c', undefined],
      ['d', 'student'],
    ]);
  });
});

describe('the use of credit', () => {
  it('is of all limits of a currency together, never across currencies', () => {
    expect(
      creditUse([card('a', -300_00, 1000_00), card('b', -100_00, 3000_00), card('c', -50, 100, 'JPY')]),
    ).toEqual([
      { currency: 'USD', owedMinor: 400_00, limitMinor: 4000_00, ratio: 0.1, cardCount: 2 },
      { currency: 'JPY', owedMinor: 50, limitMinor: 100, ratio: 0.5, cardCount: 1 },
    ]);
  });

  it('is not lowered by a card that is overpaid, whose limit counts', () => {
    expect(creditUse([card('a', -500_00, 1000_00), card('b', 200_00, 1000_00)])[0]).toMatchObject({
      owedMinor: 500_00,
      ratio: 0.25,
    });
  });

  it('leaves out cards whose balance or limit is not known, and whatever is no card', () => {
    const all = [
      card('a', null, 100),
      card('b', -100, null),
      card('c', -100, 0),
      account({ limitMinor: 500 }),
    ];
    expect(creditUse(all)).toEqual([]);
  });

  it('can be beyond the limit', () => {
    expect(creditUse([card('a', -150_00, 100_00)])[0]?.ratio).toBe(1.5);
  });
});

describe('what is due next', () => {
  const due = (dueOn: string | null) => ({ terms: { ...cardTerms, dueOn } });

  it('is the earliest day, whichever debt it is of', () => {
    const debts = [due('2025-12-01'), due(null), { terms: null }, due('2025-11-30'), due('2026-01-01')];
    expect(nextDue(debts)?.terms?.dueOn).toBe('2025-11-30');
  });

  it('is the first of those due on one day', () => {
    const [first, second] = [due('2025-12-01'), due('2025-12-01')];
    expect(nextDue([first, second])).toBe(first);
  });

  it('is nothing where no debt has a due day', () => {
    expect(nextDue([due(null), { terms: null }])).toBeNull();
    expect(nextDue([])).toBeNull();
  });
});

describe('what was due and may be unpaid', () => {
  const due = (dueOn: string | null, facts: Partial<CardTerms> = {}) => ({
    terms: { ...cardTerms, dueOn, ...facts },
  });

  it('is the latest day, so that a bank that tells nothing new hides no other', () => {
    const debts = [due('2025-06-01'), due(null), due('2025-11-18'), { terms: null }, due('2025-11-10')];
    expect(latestUnpaid(debts)).toBe(debts[2]);
    expect(latestUnpaid([due(null), { terms: null }])).toBeNull();
  });

  const statementOn = '2025-10-20';
  it.each<[boolean, string, Partial<CardTerms>]>([
    [true, 'of which nothing more is known', {}],
    [false, 'whose bank says that it is not overdue', { isOverdue: false }],
    [
      true,
      'whose bank says that it is overdue, though something was paid',
      { isOverdue: true, statementOn, lastPaymentOn: '2025-11-08' },
    ],
    [false, 'that was paid since its statement', { statementOn, lastPaymentOn: '2025-11-08' }],
    [false, 'that was paid on the day of its statement', { statementOn, lastPaymentOn: '2025-10-20' }],
    [true, 'that was last paid before its statement', { statementOn, lastPaymentOn: '2025-10-19' }],
    [true, 'without a statement that was paid before its due day', { lastPaymentOn: '2025-11-09' }],
    [false, 'without a statement that was paid on its due day', { lastPaymentOn: '2025-11-10' }],
  ])('is %s of a card %s', (isUnpaid, _, facts) => {
    const debt = due('2025-11-10', facts);
    const earlier = due('2025-11-01');
    expect(latestUnpaid([debt, earlier])).toBe(isUnpaid ? debt : earlier);
  });

  it('is no loan that was paid on its due day', () => {
    const loan = (lastPaymentOn: string) => ({
      terms: { ...loanTerms, dueOn: '2025-11-10', lastPaymentOn },
    });
    expect(latestUnpaid([loan('2025-11-10')])).toBeNull();
    expect(latestUnpaid([loan('2025-10-10')])).not.toBeNull();
  });
});
