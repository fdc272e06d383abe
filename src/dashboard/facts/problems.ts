/** Banks that need something of their owner, as programs read it. */

import type { BankProblem } from '../../present/bank-problems.ts';

type Line = BankProblem & { readonly id: string; readonly name: string };

export interface ProblemFacts extends Omit<BankProblem, 'sentence'> {
  readonly bankId: string;
  readonly bank: string;
  /** A whole one, which names the bank. */
  readonly sentence: string;
}

/** The same lines as on the pages, each with a whole sentence. */
export function problemFacts(lines: readonly Line[]): ProblemFacts[] {
  return lines.map(({ id, name, kind, sentence, action, requestId }) => ({
    bankId: id,
    bank: name,
    kind,
    sentence: `${name} ${sentence}.`,
    action,
    requestId,
  }));
}
