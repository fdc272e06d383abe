/** Every state of a page that depends on its reader's banks. */

const READING = ['/dashboard', '/transactions?days=30', '/spending?months=3', '/recurring'];
export interface State {
  readonly state: string;
  readonly banks: readonly string[];
  readonly paths: readonly string[];
  /** What each of these pages must contain, so that it is tested in this state. */
  readonly sees: string;
  readonly isHidden?: true;
}

export const STATES: readonly State[] = [
  { state: 'nobody', banks: [], paths: ['/', '/privacy', '/setup', '/no-such-page'], sees: 'h1' },
  {
    state: 'linked',
    banks: ['ins_900001', 'ins_900002', 'ins_900004'],
    paths: READING,
    sees: 'section .money',
  },
  { state: 'linked, elsewhere', banks: ['ins_900001', 'ins_900010'], paths: ['/', '/privacy'], sees: 'form' },
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
    state: 'partial',
    banks: ['ins_900001', 'ins_900008', 'ins_900009', 'ins_900011'],
    paths: READING,
    sees: '.partial',
  },
  {
    state: 'credit',
    banks: ['ins_900001', 'ins_900002', 'ins_900004', 'ins_900008', 'ins_900009'],
    paths: ['/credit'],
    sees: '.figures .money',
  },
  { state: 'failed', banks: ['ins_900008'], paths: READING, sees: '.failed, .empty' },
  { state: 'waiting', banks: ['ins_900011'], paths: READING, sees: '.empty' },
  {
    state: 'hidden',
    banks: ['ins_900001', 'ins_900002'],
    paths: READING,
    sees: '.money:has-text("•••••")',
    isHidden: true,
  },
];
