/** Plaid's primary personal finance categories (v1 and v2) in plain English. */

import { capitalise } from './format.ts';

export interface Category {
  /** Plaid's primary category. */
  readonly id: string;
  readonly label: string;
  /** The name of its symbol in our own icon file. */
  readonly icon: string;
}

const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    INCOME: 'Income',
    TRANSFER_IN: 'Transfer in',
    TRANSFER_OUT: 'Transfer out',
    LOAN_DISBURSEMENTS: 'Borrowed money',
    LOAN_PAYMENTS: 'Loan payments',
    BANK_FEES: 'Bank fees',
    ENTERTAINMENT: 'Entertainment',
    FOOD_AND_DRINK: 'Food and drink',
    GENERAL_MERCHANDISE: 'Shopping',
    HOME_IMPROVEMENT: 'Home',
    MEDICAL: 'Health',
    PERSONAL_CARE: 'Personal care',
    GENERAL_SERVICES: 'Services',
    GOVERNMENT_AND_NON_PROFIT: 'Taxes and giving',
    TRANSPORTATION: 'Transport',
    TRAVEL: 'Travel',
    RENT_AND_UTILITIES: 'Rent and utilities',
    OTHER: 'Other',
  }),
);

/** In characters. */
const LONGEST_LABEL = 40;

/** Every category Plaid names today, in the order a list of them is shown. */
export const CATEGORIES: readonly Category[] = [...LABELS.keys()].map(categoryOf);

/**
 * A category's words: a person's own as they wrote them. One that Plaid adds later reads as its own code in small
 * letters. Both have the icon of OTHER.
 */
export function categoryOf(id: string): Category {
  const label = LABELS.get(id);
  if (label === undefined)
    return {
      id,
      label: isPlaidCategory(id) ? humanise(id) : [...id].slice(0, LONGEST_LABEL).join(''),
      icon: 'other',
    };
  return { id, label, icon: id.toLowerCase().replaceAll('_', '-') };
}

/** Whether a category is named by a code, as Plaid's are, and not by words of the person's own. */
export function isPlaidCategory(id: string): boolean {
  return /^[A-Z0-9_]*$/.test(id);
}

/** The primary category that a detailed one belongs to; null for what is none of Plaid's detailed ones of today. */
export function primaryOf(detailed: string): Category | null {
  if (!isPlaidCategory(detailed)) return null;
  return CATEGORIES.find(({ id }) => detailed.startsWith(`${id}_`)) ?? null;
}

/** The primary category that a code of Plaid's is, or belongs to; null for what is none of its codes of today. */
export function plaidPrimary(code: string): Category | null {
  // A primary category begins with itself as well, once the sign between the two parts stands at its end.
  return primaryOf(`${code}_`);
}

/** A detailed category's words within its primary one: `Coffee` for FOOD_AND_DRINK_COFFEE. */
export function detailedLabel(detailed: string): string {
  const primary = primaryOf(detailed);
  return primary ? humanise(detailed.slice(primary.id.length)) : categoryOf(detailed).label;
}

/** `Food and drink`, or `Food and drink: Coffee` for a detailed category. */
export function categoryLabel(id: string): string {
  const primary = primaryOf(id);
  return primary ? `${primary.label}: ${detailedLabel(id)}` : categoryOf(id).label;
}

function humanise(id: string): string {
  const words = id.toLowerCase().replaceAll('_', ' ').trim().slice(0, LONGEST_LABEL);
  return words === '' ? 'Other' : capitalise(words.replaceAll(/\b(atm|tv)\b/g, (word) => word.toUpperCase()));
}
