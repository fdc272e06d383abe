/** Every state of a page that depends on its reader's banks. */

import type { BookLine } from '../../src/finance/book/lines.ts';
import type { Client } from '../support/client.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import type { TestApp } from '../support/test-app.ts';

const READING = [
  '/dashboard',
  '/transactions?days=30',
  '/spending?months=3',
  '/net-worth?months=3',
  '/ahead',
  '/recurring',
];
export interface State {
  readonly state: string;
  readonly banks: readonly string[];
  readonly paths: readonly string[];
  /** What each of these pages must contain, so that it is tested in this state. */
  readonly sees: string;
  readonly isHidden?: true;
  readonly book?: readonly BookLine[];
  /** What every name, mask and text of the banks begins with. */
  readonly everyName?: string;
}

export const LONG_NAME = 'Bürgermeister-Reuter-Foundation of Überlingen';
/** In place of an institution's id: a bank of few transactions. */
export const SMALL = 'small';

/** Gives the person what the state has. */
export async function enter(app: TestApp, client: Client, state: State): Promise<void> {
  for (const institutionId of state.banks)
    giveBank(app, client, institutionId === SMALL ? { transactions: 40 } : { institutionId });
  if (state.book) giveBook(app, client, state.book);
  if (state.everyName) app.emulator.control.canary(state.everyName, { hasUniqueAmounts: false });
  if (state.isHidden) await client.post('/preferences', { hidden: 'yes' });
}

const COFFEE = { text: 'coffee', direction: 'out', account: null } as const;

/** A line of each kind. */
export const BOOK: readonly BookLine[] = [
  { kind: 'file', match: COFFEE, category: 'Coffee & cake' },
  { kind: 'call', match: { ...COFFEE, account: 'Everyday Checking' }, name: 'Bluebird Café' },
  { kind: 'count', match: { ...COFFEE, text: 'ann rent share' }, countsAs: 'transfer' },
  { kind: 'recurring', text: 'Streamlet', status: 'no' },
  { kind: 'target', category: 'FOOD_AND_DRINK', amountMinor: 600_00, currency: 'USD' },
  {
    ...{ kind: 'own', name: 'Our house', ownKind: 'property', amountMinor: 420_000_00, currency: 'USD' },
    day: '2026-04-01',
  },
  { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
];
const LINES = [
  '/book/line?kind=file&text=coffee&category=TRAVEL&direction=out&show=yes',
  '/book/line?kind=call&text=%22&show=yes',
  '/book/line?kind=count&text=coffee',
  '/book/line?kind=recurring&text=coffee&is=no&show=yes',
  ...['target', 'own', 'rate'].map((kind) => `/book/line?kind=${kind}`),
];

export const STATES: readonly State[] = [
  { state: 'nobody', banks: [], paths: ['/', '/privacy', '/setup', '/no-such-page'], sees: 'h1' },
  {
    state: 'linked',
    banks: ['ins_900001', 'ins_900002', 'ins_900004'],
    paths: READING,
    sees: 'section .money',
  },
  { state: 'linked, elsewhere', banks: ['ins_900001', 'ins_900010'], paths: ['/', '/privacy'], sees: 'form' },
  { state: 'one bank', banks: ['ins_900001'], paths: ['/banks', '/logout'], sees: 'main form' },
  {
    state: 'banks of each kind',
    banks: ['ins_900001', 'ins_900008', 'ins_900009', 'ins_900014', 'ins_900019', 'ins_900020'],
    paths: ['/banks'],
    sees: '.needy',
  },
  {
    state: 'several currencies',
    banks: ['ins_900005', 'ins_900001'],
    paths: READING,
    sees: 'section .money',
  },
  {
    state: 'nothing to show',
    banks: ['ins_900004'],
    paths: ['/dashboard', '/recurring', '/transactions?q=nothing+is+called+this&min=5&from=2026-05-01'],
    sees: '.note, .empty',
  },
  {
    state: 'filtered',
    banks: ['ins_900001'],
    paths: ['/transactions?q=e&direction=out&days=365&page=2', '/transactions?pending=only&category=TRAVEL'],
    sees: '.chip',
  },
  {
    state: 'a category, a merchant',
    banks: ['ins_900001', 'ins_900005'],
    paths: [
      '/transactions?category=FOOD_AND_DRINK',
      '/transactions?merchant=Blue+Heron+Coffee&direction=out',
    ],
    sees: '.subject .chart',
  },
  {
    state: 'a filter to be corrected',
    banks: ['ins_900001'],
    paths: ['/transactions?min=abc&from=2026-02-30&category=FOOD_AND_DRINK,TRAVEL'],
    sees: '.wrong',
  },
  {
    state: 'partial',
    banks: ['ins_900001', 'ins_900008', 'ins_900009', 'ins_900011'],
    paths: READING,
    sees: '.incomplete',
  },
  {
    state: 'credit',
    banks: ['ins_900001', 'ins_900002', 'ins_900004', 'ins_900008', 'ins_900009'],
    paths: ['/credit'],
    sees: '.figures .money',
  },
  {
    state: 'twenty banks',
    banks: ['ins_900001', ...Array.from({ length: 19 }, () => SMALL)],
    paths: ['/dashboard', '/banks', '/transactions?days=30'],
    sees: '.money, .rows',
  },
  {
    state: 'long names',
    banks: ['ins_900001', 'ins_900005'],
    paths: READING,
    sees: 'section .money',
    everyName: LONG_NAME,
  },
  { state: 'failed', banks: ['ins_900008', 'ins_900009'], paths: READING, sees: '#attention h2' },
  { state: 'waiting', banks: ['ins_900011'], paths: READING, sees: '#attention h2' },
  { state: 'no book yet', banks: ['ins_900001'], paths: ['/book', ...LINES], sees: 'main form' },
  {
    state: 'a book',
    banks: ['ins_900001', 'ins_900005'],
    book: BOOK,
    paths: [...READING, '/book', ...LINES, '/logout'],
    sees: 'nav [href="/book"]',
  },
  {
    state: 'a book, hidden',
    banks: ['ins_900001'],
    book: BOOK,
    paths: ['/book', '/dashboard', '/net-worth?months=3'],
    sees: 'nav [href="/book"]',
    isHidden: true,
  },
  {
    state: 'hidden',
    banks: ['ins_900001', 'ins_900002'],
    paths: READING,
    sees: '.money:has-text("•••••")',
    isHidden: true,
  },
];
