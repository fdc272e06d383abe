import { expect, it } from 'vitest';
import type { KnownCredit } from '../../../src/features/credit/read-credit.ts';
import { creditSection, creditSections } from '../../../src/features/credit/section.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { CardTerms, LoanTerms } from '../../../src/finance/model.ts';
import { account } from '../../finance/samples.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
const bank = { id: 'a', name: 'A' };
const due = {
  ...{ isOverdue: null, nextPaymentMinor: null, dueOn: null },
  ...{ lastPaymentMinor: null, lastPaymentOn: null },
};
const cardTerms: CardTerms = { ...due, kind: 'card', aprs: [], statementMinor: null, statementOn: null };
const loanTerms: LoanTerms = {
  ...{ ...due, kind: 'mortgage', ratePercent: null, rateType: null, maturesOn: null, status: null },
};
const nothing: KnownCredit = {
  ...{ cards: [], loans: [], use: [], banksWithout: [], problems: [] },
  isAnyRead: true,
};
const shown = (known: Partial<KnownCredit>) => creditSection({ ...nothing, ...known }, '2025-11-22', format);

const cardOf = (terms: CardTerms | null) => ({
  account: account({ type: 'credit', balanceMinor: null }),
  terms,
  bank,
});
const loanOf = (terms: LoanTerms | null) => ({
  account: account({ type: 'loan', balanceMinor: -5000 }),
  terms,
  bank,
});

it('leaves out what a bank does not give', () => {
  expect(shown({ cards: [cardOf(null)], loans: [loanOf(null)] })).toMatchObject({
    isEmpty: false,
    due: [],
    cards: [{ owed: 'not reported', usage: null, rates: [], payment: null, dueOn: null, isOverdue: false }],
    loans: [{ owed: '$50.00', kind: null, rate: null, maturesOn: null }],
  });
});

it('shows what is owed as a positive amount, and a card in its holder’s favour as negative', () => {
  const overpaid = { account: account({ type: 'credit', balanceMinor: 2000 }), terms: null, bank };
  expect(shown({ cards: [overpaid] })).toMatchObject({ cards: [{ owed: '−$20.00' }] });
});

it('names rates that are unknown here as Plaid does', () => {
  const aprs = ['purchase_apr', 'special', 'lunar_new_year_apr'].map((type) => {
    return { type, percent: 0, balanceMinor: null, interestMinor: null };
  });
  expect(shown({ cards: [cardOf({ ...cardTerms, aprs })] })).toMatchObject({
    cards: [{ rates: ['0% on purchases', '0% special rate', '0% lunar new year'] }],
  });
});

it('flags a debt as overdue only where its bank says so', () => {
  const flags = [true, false, null].map((isOverdue) =>
    cardOf({ ...cardTerms, isOverdue, dueOn: '2025-11-01' }),
  );
  expect(shown({ cards: flags })).toMatchObject({
    cards: [{ isOverdue: true }, { isOverdue: false }, { isOverdue: false }],
  });
});

it('shows the status of a loan that is not being repaid', () => {
  const loans = ['repayment', 'deferment', null].map((status) => loanOf({ ...loanTerms, status }));
  expect(shown({ loans })).toMatchObject({
    loans: [{ status: null }, { status: 'deferment' }, { status: null }],
  });
});

it('names what is due first among cards and loans, also without an amount', () => {
  const known = {
    cards: [cardOf({ ...cardTerms, dueOn: '2025-12-05' })],
    loans: [loanOf({ ...loanTerms, dueOn: '2025-11-23' })],
  };
  expect(shown(known)).toMatchObject({ due: [{ day: 'Sun, Nov 23', amount: null }] });
});

it('calls nothing next whose day has passed', () => {
  const cards = ['2025-11-21', '2025-11-22', '2025-11-20'].map((dueOn) => cardOf({ ...cardTerms, dueOn }));
  const { due } = shown({ cards });
  expect(due).toMatchObject([
    { isPast: true, day: 'yesterday' },
    { isPast: false, day: 'today' },
  ]);
  expect(shown({ cards: cards.slice(0, 1) }).due).toMatchObject([{ isPast: true }]);
});

it('does not say of a card that was paid that it was due, and still says what comes next', () => {
  const paid = { isOverdue: false, statementOn: '2025-10-20', lastPaymentOn: '2025-11-08' };
  const gold = cardOf({ ...cardTerms, ...paid, dueOn: '2025-11-10' });
  const loan = loanOf({ ...loanTerms, dueOn: '2025-12-01' });
  expect(shown({ cards: [gold], loans: [loan] }).due).toMatchObject([{ isPast: false, day: 'Mon, Dec 1' }]);
});

it('says what is missing where banks could not be read, and that all of them are', () => {
  const problems = [{ id: 'b' } as KnownCredit['problems'][number]];
  expect(shown({})).toMatchObject({ heading: null, isPartial: false });
  expect(shown({ problems })).toMatchObject({ heading: null, isPartial: true, problems });
  expect(shown({ problems, isAnyRead: false }).heading).toMatch(/^Your cards and loans cannot be shown/);
});

it('is told to take long where a bank is asked for it the first time', () => {
  expect(creditSections([], [], '2025-11-22', format)).toMatchObject([
    { title: 'Cards and loans', skeleton: 'lines', late: expect.stringContaining('half a minute') },
  ]);
});

it('says whether one bank or several have no debts', () => {
  expect(shown({ banksWithout: ['A'] })).toMatchObject({ without: 'A', areSeveralWithout: false });
  expect(shown({ banksWithout: ['A', 'B'] })).toMatchObject({ without: 'A and B', areSeveralWithout: true });
});

it('has every figure that a bank gives of a card and of a loan', () => {
  const aprs = ['cash_apr', 'balance_transfer_apr', 'some apr_plus'].map((type) => {
    return { type, percent: 21.24, balanceMinor: null, interestMinor: null };
  });
  const paid = { nextPaymentMinor: 35_00, dueOn: '2025-12-01' };
  const card = {
    ...cardOf({ ...cardTerms, ...paid, aprs, statementMinor: 260_00, statementOn: '2025-11-10' }),
    account: account({ type: 'credit', name: 'Gold', balanceMinor: -250_00, limitMinor: 1000_00 }),
  };
  const fixed = { ratePercent: 5.375, rateType: 'fixed', maturesOn: '2045-01-01' };
  const loans = [
    loanOf({ ...loanTerms, ...fixed }),
    loanOf({ ...loanTerms, kind: 'student', ratePercent: 4 }),
    loanOf({ ...loanTerms, kind: 'loan' }),
    loanOf({ ...loanTerms, kind: 'line-of-credit' }),
    loanOf({ ...loanTerms, rateType: 'variable' }),
  ];
  const use = [{ currency: 'USD', owedMinor: 250_00, limitMinor: 1000_00, ratio: 0.25, cardCount: 1 }];
  expect(shown({ cards: [card], loans, use })).toMatchObject({
    ...{ isEmpty: false, without: null, areSeveralWithout: false },
    currencies: [
      { name: 'US Dollar', ratio: '25%', owed: '$250.00', limit: '$1,000.00', usage: { width: 25 } },
    ],
    due: [{ isPast: false, day: 'Mon, Dec 1', label: 'Gold ••1234', amount: '$35.00' }],
    cards: [
      {
        ...{ name: 'Gold', mask: '1234', bankName: 'A', owed: '$250.00' },
        usage: { width: 25, text: '25% of $1,000.00 used', isHigh: false },
        rates: ['21.24% on cash advances', '21.24% on balance transfers', '21.24% some apr plus'],
        ...{ statement: '$260.00', statementOn: 'Nov 10, 2025', payment: '$35.00', dueOn: 'Dec 1, 2025' },
      },
    ],
    loans: [
      { kind: 'Mortgage', rate: '5.375% fixed', maturesOn: 'Jan 1, 2045' },
      { kind: 'Student loan', rate: '4%', maturesOn: null },
      { kind: 'Loan' },
      { kind: 'Line of credit' },
      { rate: null },
    ],
  });
  expect(shown({})).toMatchObject({ isEmpty: true, currencies: [], due: [] });
});
