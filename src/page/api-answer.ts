/** What all answers of the JSON API have in common. */

import type { Request } from 'express';
import type { PlaidCallOptions } from '../plaid/gateway.ts';
import { type AskedBank, attentionTo } from '../sections/attention.ts';
import type { BankProblem } from '../sections/bank-problems.ts';
import { type Amounts, createAmounts } from './api-amounts.ts';
import type { ApiAnswers, ApiProblem } from './api-schema.ts';

/** The options of this request's calls to Plaid; with `source=banks` they go past the cache. */
export function callOptionsOf({ context, query }: Request): PlaidCallOptions {
  const callOptions = context.plaidCalls();
  return query.source === 'banks' ? { ...callOptions, onlyFromBank: true } : callOptions;
}

/** Amounts for this reader: hidden where they asked for that on the pages. */
export function amountsFor({ context }: Request): Amounts {
  return createAmounts(context.preferences.isHidden);
}

export interface Answer {
  readonly now: Date;
  readonly amounts: Amounts;
  /** The same as at the head of the pages. */
  readonly problems: readonly ApiProblem[];
}

/** What every answer begins with. */
export function headingOf({
  now,
  amounts,
  problems,
}: Answer): Pick<ApiAnswers['Credit'], 'madeAt' | 'hidden' | 'problems'> {
  return { madeAt: now, hidden: amounts.isHidden, problems };
}

/** What is wrong with these banks, in the words of the pages. */
export async function problemsOf(banks: readonly AskedBank[], { context }: Request): Promise<ApiProblem[]> {
  const attention = await attentionTo(banks, context.today, context.format);
  return problemFacts(attention?.lines ?? []);
}

type Line = BankProblem & { readonly id: string; readonly name: string };

/** The same lines as on the pages, each with a whole sentence; of some problems neither says anything. */
export function problemFacts(lines: readonly Line[]): ApiProblem[] {
  return lines.flatMap(({ id, name, kind, sentence, action, requestId }) =>
    action === 'hide'
      ? []
      : [{ bankId: id, bank: name, kind, sentence: `${name} ${sentence}.`, action, requestId }],
  );
}
