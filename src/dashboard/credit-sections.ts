/** The credit page's one section. */

import type { Format } from '../present/format.ts';
import { type CreditReading, knownCredit } from './credit.ts';
import type { Section } from './section.ts';
import { creditSection } from './sections/credit.ts';

/** Cards and loans of all banks together. */
export function creditSections(banks: readonly CreditReading[], format: Format): Section[] {
  return [
    {
      id: 'credit',
      title: 'Cards and loans',
      skeleton: 'lines',
      final: knownCredit(banks).then((known) => ({ state: 'ready', model: creditSection(known, format) })),
    },
  ];
}
