/** Which transactions have the same merchant. */

import type { Transaction } from './model.ts';

type MerchantFacts = Pick<Transaction, 'merchantId' | 'name' | 'originalName' | 'textHash' | 'told'>;

/** A transaction whose merchant is told by hashes, as cache entries have them. */
export type HashedTransaction = Transaction & { readonly textHash: string | null };

/**
 * A key for each transaction that is the same for one merchant: Plaid's id; where it gives none, the id that it gave
 * elsewhere for the same bank text; else the name without what changes in it.
 */
export function merchantKeys(transactions: readonly MerchantFacts[]): (transaction: MerchantFacts) => string {
  const steadyText = createSteadyText();
  const bankText = ({ textHash, originalName }: MerchantFacts) => {
    if (textHash !== undefined) return textHash;
    return originalName === '' ? null : steadyText(originalName);
  };
  const idByText = new Map<string | null, string>();
  for (const row of transactions) {
    // A person who calls one payment by another name says nothing of others with the same text.
    const id = row.told ? row.told.merchantId : row.merchantId;
    const text = id === null ? null : bankText(row);
    if (id !== null && text !== null) idByText.set(text, id);
  }
  return (row) => row.merchantId ?? idByText.get(bankText(row)) ?? steadyText(row.name);
}

/** The same transactions, each merchant id and bank text by its hash; `hash` is asked once for each. */
export function hashMerchants(
  transactions: readonly Transaction[],
  hash: (text: string) => string,
): HashedTransaction[] {
  const steadyText = createSteadyText();
  const known = new Map<string, string>();
  const hashed = (text: string) => {
    const before = known.get(text) ?? hash(text);
    known.set(text, before);
    return before;
  };
  return transactions.map((row) => ({
    ...row,
    merchantId: row.merchantId === null ? null : hashed(row.merchantId),
    textHash: row.originalName === '' ? null : hashed(steadyText(row.originalName)),
  }));
}

/**
 * Bank text carries dates, store numbers and references, such as `PAYPAL *HULU 4029357733` or `ACH 11/03 GYM#0423`.
 * Words with a digit are left out, unless nothing would remain. Texts that differ in digits alone are worked out once.
 */
export function createSteadyText(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const pattern = text.replaceAll(/\d+/g, '0');
    let steady = known.get(pattern);
    if (steady === undefined) {
      steady = wordsWithoutDigits(pattern);
      known.set(pattern, steady);
    }
    return steady === '' ? text.trim().toLowerCase() : steady;
  };
}

function wordsWithoutDigits(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}\p{S}]+/gu) ?? [];
  return words.filter((word) => !/\p{N}/u.test(word)).join(' ');
}
