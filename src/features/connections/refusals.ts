/** Why Plaid did not do what a person asked for when linking, repairing, extending or ending: one cause, and what helps. */

import { groupBy } from '../../finance/group-by.ts';
import { operatorCause } from '../../plaid/error-codes.ts';
import type { PlaidError, PlaidErrorKind } from '../../plaid/errors.ts';
import { formatList } from '../../reading/missing-banks.ts';

interface Refusal {
  /** A clause, without a full stop. */
  readonly cause: string;
  /** A sentence. */
  readonly advice: string;
}

const ADVICE = {
  minute: 'Try again in a minute.',
  operator: 'Trying again does not help: whoever runs this server finds the reason on its set-up page.',
  again: 'Start again.',
};

const REFUSALS: Readonly<Record<Exclude<PlaidErrorKind, 'operator'>, Refusal>> = {
  'sign-in': { cause: 'the bank asks you to sign in again', advice: 'Do that, then try again.' },
  'at-bank': {
    cause: 'the bank needs you to settle something on its own site first',
    advice: 'Do that, then try again.',
  },
  consent: {
    cause: 'the bank does not share the accounts that are needed',
    advice: 'Sign in there again, and share them.',
  },
  'not-ready': { cause: 'Plaid is still preparing the bank’s data', advice: ADVICE.minute },
  'bank-down': {
    cause: 'the bank is not answering Plaid at the moment',
    advice: 'This can last for hours; try again later.',
  },
  'plaid-down': { cause: 'Plaid could not be reached just now', advice: ADVICE.minute },
  limited: { cause: 'Plaid was asked too often', advice: ADVICE.minute },
  unsupported: { cause: 'the bank does not offer what is needed', advice: 'Choose another bank.' },
  gone: { cause: 'Plaid does not know the connection any more', advice: 'Connect the bank again.' },
  relink: { cause: 'what was started at Plaid is not valid any more', advice: ADVICE.again },
  unlinkable: {
    cause: 'Plaid cannot read this bank with this login',
    advice: 'Try another login, or another bank.',
  },
  unexpected: {
    cause: 'this server has a fault; its log has the cause',
    advice: 'Trying again does not help: tell whoever runs it.',
  },
};

/** The cause, what came of it where that is not plain, such as `no bank was connected`, and what helps. */
export function refusalSentence({ kind, code }: PlaidError, outcome?: string): string {
  const { cause, advice } =
    kind === 'operator' ? { cause: operatorCause(code).cause, advice: ADVICE.operator } : REFUSALS[kind];
  const result = outcome === undefined ? '' : `, so ${outcome}`;
  return `${cause.charAt(0).toUpperCase()}${cause.slice(1)}${result}. ${advice}`;
}

/** One sentence for all banks that were refused alike; the outcome goes on after their names. */
export function refusalSentences(
  refused: readonly { readonly name: string; readonly error: PlaidError }[],
  outcome: string,
): string[] {
  return [...groupBy(refused, ({ error }) => error.code).values()].map((alike) =>
    refusalSentence(
      (alike[0] as (typeof refused)[number]).error,
      `${formatList(alike.map(({ name }) => name))} ${outcome}`,
    ),
  );
}
