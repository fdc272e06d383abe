/** What the transactions of all banks count as: income, spending or neither. */

import { scheduleNext } from '../event-loop-queue.ts';
import { type Flow, flowsOf } from '../finance/flow.ts';
import type { Account } from '../finance/model.ts';
import type { KnownHistory } from './all-transactions.ts';

export interface KnownFlows {
  readonly flows: readonly Flow[];
  readonly accounts: readonly Account[];
}

/** Works it out in a turn of its own. */
export function knownFlows({ transactions, accounts }: KnownHistory): Promise<KnownFlows> {
  return scheduleNext(() => ({ flows: flowsOf(transactions, accounts), accounts }));
}
