/** The form that sets a filter: what stands in its fields, and which of them are to be corrected. */

import { CATEGORIES, categoryOf, detailedLabel, primaryOf } from '../../finance/categories.ts';
import { type Filter, type FilterFault, type FilterPart, isUsed } from '../../finance/filter.ts';
import { accountLabel } from '../../finance/transaction-row.ts';
import type { KnownHistory } from '../../reading/all-transactions.ts';

export interface FilterForm {
  readonly q: string;
  /** Hidden: what the form has no field for goes on with it. */
  readonly carried: readonly { readonly name: string; readonly value: string }[];
  /** Whether the fields beneath the search are shown: where one of them is used, or has to be corrected. */
  readonly isOpen: boolean;
  readonly min: TypedField;
  readonly max: TypedField;
  readonly from: TypedField;
  readonly to: TypedField;
  readonly direction: readonly Choice[];
  readonly counts: readonly Choice[];
  readonly pending: readonly Choice[];
  readonly banks: readonly { readonly bank: string; readonly accounts: readonly Choice[] }[];
  readonly accountCount: number;
  readonly categories: readonly (Choice & { readonly parts: readonly Choice[] })[];
  readonly categoryCount: number;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

export interface TypedField {
  readonly name: FilterFault['part'];
  readonly value: string;
  /** What is wrong with it, as a sentence; null where nothing is. */
  readonly error: string | null;
}

/** The fields beneath the search for which it opens. */
const FIELDS: readonly FilterPart[] = ['account', 'direction', 'pending', 'min', 'max'];
/** Those for which it stays closed on the page of a merchant or a category, where links lead with them. */
const FIELDS_OF_LISTS: readonly FilterPart[] = ['counts', 'from', 'to'];

/** The form as the filter of this view fills it. */
export function filterForm(
  filter: Filter,
  faults: readonly FilterFault[],
  history: Pick<KnownHistory, 'accountsOfBanks' | 'transactions'>,
  ownCategories: readonly string[],
): FilterForm {
  const categories = [...CATEGORIES, ...ownCategories.map(categoryOf)];
  // A category that Plaid adds later has no box to tick.
  const isListed = (id: string) =>
    categories.some((listed) => listed.id === id || listed.id === primaryOf(id)?.id);
  const { q, days, merchant, category, currency } = filter;
  const typed = (name: FilterFault['part']): TypedField => {
    const fault = faults.find(({ part }) => part === name);
    return { name, value: fault?.typed ?? filter[name], error: fault ? faultSentence(fault) : null };
  };
  const hasSubject = merchant.length > 0 || category.length > 0;
  const fields = hasSubject ? FIELDS : [...FIELDS, ...FIELDS_OF_LISTS];
  const areSomeLeftOut = history.transactions.some(({ countsAs }) => countsAs === 'nothing');
  // Of a bank that cannot be read there is no box to tick.
  const known = new Set(history.accountsOfBanks.flatMap(({ accounts }) => accounts.map(({ id }) => id)));
  return {
    q,
    carried: [
      ...(days === null ? [] : [{ name: 'days', value: String(days) }]),
      ...merchant.map((value) => ({ name: 'merchant', value })),
      ...filter.account.filter((id) => !known.has(id)).map((value) => ({ name: 'account', value })),
      ...category.filter((id) => !isListed(id)).map((value) => ({ name: 'category', value })),
      ...(currency === '' ? [] : [{ name: 'currency', value: currency }]),
    ],
    isOpen: faults.length > 0 || fields.some((part) => isUsed(filter, part)),
    ...{ min: typed('min'), max: typed('max'), from: typed('from'), to: typed('to') },
    direction: choices(filter.direction, { '': 'In and out', in: 'In', out: 'Out' }),
    counts: choices(filter.counts, {
      '': 'Anything',
      spending: 'Spending',
      income: 'Income',
      neither: areSomeLeftOut
        ? 'Neither: transfers, payments, left out'
        : 'Neither: transfers, card and loan payments',
    }),
    pending: choices(filter.pending, { '': 'Any status', only: 'Pending', no: 'Posted' }),
    banks: history.accountsOfBanks.map(({ bank, accounts }) => ({
      bank,
      accounts: accounts.map((account) => ({
        value: account.id,
        label: accountLabel(account),
        isChosen: filter.account.includes(account.id),
      })),
    })),
    accountCount: filter.account.length,
    categories: categories.map(({ id, label }) => ({
      value: id,
      label,
      isChosen: category.includes(id),
      parts: partsOf(id, filter, history),
    })),
    categoryCount: category.length,
  };
}

function choices(current: string, labels: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label, isChosen: value === current }));
}

/** The detailed categories of one that is chosen, as far as its transactions have them. */
function partsOf(
  id: string,
  { category }: Filter,
  { transactions }: Pick<KnownHistory, 'transactions'>,
): Choice[] {
  if (!category.some((chosen) => chosen === id || primaryOf(chosen)?.id === id)) return [];
  const detailed = new Set(category.filter((chosen) => primaryOf(chosen)?.id === id));
  for (const row of transactions) if (row.category === id) detailed.add(row.detailedCategory);
  return [...detailed]
    .filter((value) => value !== id)
    .map((value) => ({ value, label: detailedLabel(value), isChosen: category.includes(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

const FIELD_NAMES = { min: 'Minimum', max: 'Maximum', from: 'From', to: 'To' } as const;

/** What is wrong, and how it would be right. */
export function faultSentence({ part, typed }: FilterFault): string {
  const isDay = part === 'from' || part === 'to';
  return isDay
    ? `${FIELD_NAMES[part]} must be a day, such as 2026-01-31. “${typed}” is not one.`
    : `${FIELD_NAMES[part]} must be an amount, such as 12.40. “${typed}” is not one.`;
}
