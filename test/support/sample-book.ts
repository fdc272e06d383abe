/** A book with a line of every kind, which say something at the emulator's first banks. */

import type { BookLine, Match } from '../../src/finance/book/lines.ts';

const of = (text: string): Match => ({ text, direction: null, account: null });
export const EVERY_KIND: readonly BookLine[] = [
  { kind: 'file', match: of('Blue Heron'), category: 'Treats' },
  { kind: 'call', match: of('Streamlet'), name: 'Films at home' },
  { kind: 'count', match: of('Rent'), countsAs: 'nothing' },
  { kind: 'count', match: of('payroll'), countsAs: 'transfer' },
  { kind: 'recurring', text: 'Streamlet', status: 'no' },
  { kind: 'target', category: 'FOOD_AND_DRINK', amountMinor: 600_00, currency: 'USD' },
  {
    kind: 'own',
    name: 'Our house',
    ownKind: 'property',
    amountMinor: 420_000_00,
    currency: 'USD',
    day: '2026-05-01',
  },
  {
    kind: 'own',
    name: 'Owed to Ann',
    ownKind: 'loan',
    amountMinor: 900_00,
    currency: 'USD',
    day: '2026-05-01',
  },
  { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
];
