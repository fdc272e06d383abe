/** What the transactions of all banks count as. */

import type { Account } from '../bank/model.ts';
import { inTurn } from '../bank/turns.ts';
import { type Flow, flowsOf } from '../present/flow.ts';
import type { KnownHistory } from './history.ts';

export interface KnownFlows {
  readonly flows: readonly Flow[];
  readonly accounts: readonly Account[];
}

/** Works it out in a turn of its own. */
export function knownFlows({ transactions, accounts }: KnownHistory): Promise<KnownFlows> {
  return inTurn(() => ({ flows: flowsOf(transactions, accounts), accounts }));
}
