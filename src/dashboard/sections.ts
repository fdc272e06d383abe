/** The dashboard's sections in their order: each waits for its own facts and knows no other. None ever rejects. */

import type { Format } from '../present/format.ts';
import { earlyBalances, finalBalances } from './balances.ts';
import { knownHistory } from './history.ts';
import type { Reading } from './reading.ts';
import { accountsSection } from './sections/accounts.ts';
import { attentionSection } from './sections/attention.ts';
import { latestSection } from './sections/latest.ts';
import { netWorthSection } from './sections/net-worth.ts';

/** A section on its way. */
export interface Section {
  /** Its name everywhere: slot, view, class and test. */
  readonly id: string;
  /** Where it appears: its own slot, or one that a newer version of it covers. */
  readonly slot: string;
  /** What its view prints; null when it is not needed after all. */
  readonly model: Promise<object | null>;
}

/** Every section, at once. */
export function dashboardSections(reading: Reading, format: Format): Section[] {
  const early = earlyBalances(reading);
  const final = finalBalances(reading);
  const history = knownHistory(reading.banks);
  return [
    { id: 'attention', slot: 'attention', model: attentionSection(reading) },
    {
      id: 'net-worth',
      slot: 'net-worth-early',
      model: early.then((banks) => banks && netWorthSection(banks, format)),
    },
    { id: 'net-worth', slot: 'net-worth', model: final.then((banks) => netWorthSection(banks, format)) },
    {
      id: 'accounts',
      slot: 'accounts-early',
      model: early.then((banks) => banks && accountsSection(banks, format)),
    },
    { id: 'accounts', slot: 'accounts', model: final.then((banks) => accountsSection(banks, format)) },
    { id: 'latest', slot: 'latest', model: history.then((known) => latestSection(known, format)) },
  ];
}
