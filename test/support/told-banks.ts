/** Readings of banks for tests: one that has told its transactions, and one that could not be read. */

import { openLane } from '../../src/event-loop-queue.ts';
import type { Account, Transaction } from '../../src/finance/model.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import type { HistoryReading } from '../../src/reading/reading.ts';

interface Told {
  readonly accounts?: readonly Account[];
  readonly transactions?: readonly Transaction[];
  readonly isGrowing?: boolean;
}

/** Its name is its id in capitals. */
export function told(id: string, { accounts = [], transactions = [], isGrowing = false }: Told = {}) {
  return readingOf(id, {
    history: Promise.resolve({
      ok: true,
      value: { transactions, balances: { accounts, source: 'cached' } },
    }),
    isGrowing: Promise.resolve(isGrowing),
  });
}

export function failed(id: string, kind: PlaidErrorKind = 'bank-down') {
  const error = new PlaidError({ kind, code: 'INSTITUTION_DOWN' });
  return readingOf(id, {
    history: Promise.resolve({ ok: false, error }),
    isGrowing: Promise.resolve(false),
  });
}

function readingOf(id: string, facts: Pick<HistoryReading, 'history' | 'isGrowing'>): HistoryReading {
  return { id, name: id.toUpperCase(), isNew: false, lane: openLane(), ...facts };
}
