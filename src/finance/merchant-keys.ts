/** Which transactions have the same merchant. */

import type { Transaction } from './model.ts';

type MerchantFacts = Pick<Transaction, 'merchantId' | 'name' | 'originalName'>;

/**
 * A key for each transaction that is the same for one merchant: Plaid's id; where it gives none, the id that it gave
 * elsewhere for the same bank text; else the name without what changes in it.
 */
export function merchantKeys(transactions: readonly MerchantFacts[]): (transaction: MerchantFacts) => string {
  const steadyText = createSteadyText();
  const idByText = new Map<string, string>();
  for (const { merchantId, originalName } of transactions) {
    if (merchantId !== null && originalName !== '') idByText.set(steadyText(originalName), merchantId);
  }
  return ({ merchantId, name, originalName }) =>
    merchantId ?? idByText.get(steadyText(originalName)) ?? steadyText(name);
}

/**
 * Bank text carries dates, store numbers and references, such as `PAYPAL *HULU 4029357733` or `ACH 11/03 GYM#0423`.
 * Words with a digit are left out, unless nothing would remain. Texts that differ in digits alone are worked out once.
 */
function createSteadyText(): (text: string) => string {
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
