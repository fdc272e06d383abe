import { expect, it } from 'vitest';
import { freshness, freshnessOf } from '../../../src/features/overview/freshness.ts';
import { createFormat } from '../../../src/finance/format.ts';
import type { BankBalances } from '../../../src/reading/balances.ts';
import { account } from '../../finance/samples.ts';
import { copy, live } from '../../sections/balances-of.ts';

const format = createFormat({ locale: 'en-US', isHidden: false, today: '2025-11-22' });
const asked = live('A', [account()]);
const known = copy('B', [], new Date('2025-11-21T23:10:00Z'));
const older = copy('C', [], new Date('2025-11-20T08:00:00Z'));
const undated = copy('D', [], null);
const missing: BankBalances = { ...undated, balances: null };
const notToday = live('E', [account({ balanceAt: new Date('2025-11-21T06:00:00Z') })]);

it.each<[string, BankBalances]>([
  ['asked live', asked],
  ['as of Nov 21, 2025, 11:10 PM UTC', known],
  ['as Plaid last saw it', undated],
  ['not available', missing],
])('says “%s” of one bank', (words, bank) => {
  expect(freshnessOf(bank, format)).toBe(words);
});

it.each<[string, BankBalances[]]>([
  ['Asked live for this view', [asked, missing]],
  ['Asked live, where the bank can tell', [asked, notToday]],
  ['As of Nov 20, 2025, 8:00 AM UTC', [known, older]],
  ['As Plaid last saw it', [older, undated]],
  ['As of Nov 20, 2025, 8:00 AM UTC', [older, known]],
  ['Partly as Plaid last saw it', [undated, known, asked]],
  ['Partly as of Nov 21, 2025, 11:10 PM UTC', [asked, known, notToday]],
])('says “%s” of several', (words, banks) => {
  expect(freshness(banks, format)).toBe(words);
});
