/** What the transactions of all banks count as. */

import type { Account } from '../bank/bank.ts';
import { createTurns, type Turns } from '../bank/turns.ts';
import { type Flow, flowsOf } from '../present/flow.ts';
import { withoutPendingTwins } from '../present/transactions.ts';
import type { KnownHistory } from './history.ts';

export interface KnownFlows {
  /** Every purchase once. */
  readonly flows: readonly Flow[];
  readonly accounts: readonly Account[];
}

/** Works it out in turns of its own. */
export async function knownFlows(
  { transactions, accounts }: KnownHistory,
  inTurn: Turns = createTurns(),
): Promise<KnownFlows> {
  const once = await inTurn(() => withoutPendingTwins(transactions));
  return inTurn(() => ({ flows: flowsOf(once, accounts), accounts }));
}
