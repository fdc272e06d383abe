/** What the transactions of all banks count as. */

import type { Account } from '../bank/bank.ts';
import { inTurn } from '../bank/turns.ts';
import { type Flow, flowsOf } from '../present/flow.ts';
import { withoutPendingTwins } from '../present/transactions.ts';
import type { KnownHistory } from './history.ts';

export interface KnownFlows {
  /** Every purchase once. */
  readonly flows: readonly Flow[];
  readonly accounts: readonly Account[];
}

/** Works it out in turns. */
export async function knownFlows({ transactions, accounts }: KnownHistory): Promise<KnownFlows> {
  const once = await inTurn(() => withoutPendingTwins(transactions));
  return inTurn(() => ({ flows: flowsOf(once, accounts), accounts }));
}
