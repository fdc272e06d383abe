/**
 * Which pending rows are probably the same as a posted one, by the rule of decision 28 and without the app's code: all
 * possible pairs are listed, and the best one left is taken until there is none.
 */

import { currencyOf, exact, type RawRow } from './raw-books.ts';

const DAY_MS = 86_400_000;
const OPEN_AMOUNT = ['FOOD_AND_DRINK_RESTAURANT', 'TRANSPORTATION_GAS', 'TRAVEL_LODGING'];

/** The posted row's id by the pending row's id, of rows of one Item of which none names another as its pending row. */
export function probablePairs(rows: readonly RawRow[]): Map<string, string> {
  const daysToPost = (pending: RawRow, posted: RawRow) =>
    (Date.parse(posted.date) - Date.parse(pending.date)) / DAY_MS;
  const isInTime = (days: number) => days >= 0 && days <= 7;
  const pendingRows = rows.filter(({ pending }) => pending);
  const postedRows = rows.filter(
    (row) =>
      !row.pending &&
      row.pending_transaction_id === null &&
      pendingRows.some((pending) => isInTime(daysToPost(pending, row))),
  );
  const keyOf = merchantKeyOf([...pendingRows, ...postedRows]);
  const possible = pendingRows.flatMap((pending) =>
    postedRows.flatMap((posted) => {
      const days = daysToPost(pending, posted);
      const [held, paid] = [pending, posted].map((row) => exact(row.amount, currencyOf(row))) as [
        bigint,
        bigint,
      ];
      const isSame =
        pending.account_id === posted.account_id &&
        currencyOf(pending) === currencyOf(posted) &&
        held > 0n === paid > 0n &&
        keyOf(pending) === keyOf(posted);
      const more = sizeOf(paid) * 100n - sizeOf(held) * 100n;
      const isOpen =
        OPEN_AMOUNT.includes(posted.personal_finance_category?.detailed ?? '') &&
        more > 0n &&
        more <= sizeOf(held) * 35n;
      if (!isSame || !isInTime(days) || (more !== 0n && !isOpen)) return [];
      return [{ pending, posted, rank: [more === 0n ? 0 : 1, days, sizeOf(held), sizeOf(paid)] }];
    }),
  );
  possible.sort(
    (a, b) =>
      a.rank.map((value, i) => Number(value) - Number(b.rank[i])).find((difference) => difference !== 0) ??
      (order(a.pending, b.pending) || order(a.posted, b.posted)),
  );
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { pending, posted } of possible) {
    if (pairs.has(pending.transaction_id) || taken.has(posted.transaction_id)) continue;
    pairs.set(pending.transaction_id, posted.transaction_id);
    taken.add(posted.transaction_id);
  }
  return pairs;
}

function order(a: RawRow, b: RawRow): number {
  return a.transaction_id < b.transaction_id ? -1 : a.transaction_id > b.transaction_id ? 1 : 0;
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** The key of a row's merchant: Plaid's id, the id of another row with the same bank text, else the name. */
export function merchantKeyOf(rows: readonly RawRow[]): (row: RawRow) => string {
  const idOf = new Map<string, string>();
  for (const row of rows) {
    const text = textOf(row);
    // What a person calls one row says nothing of another with the same text.
    const { merchant_entity_id: id } = row.ofBook?.told ?? row;
    if (id && text !== '') idOf.set(wordsOf(text), id);
  }
  return (row) => row.merchant_entity_id ?? idOf.get(wordsOf(textOf(row))) ?? wordsOf(nameOf(row));
}

/** What a row is called: the first text that is not blank. */
export function nameOf({ merchant_name, name, original_description }: RawRow): string {
  return [merchant_name, name, original_description].find((text) => text?.trim()) ?? 'Unnamed';
}

/** The bank's own text, else its name for the row; empty where both are blank. */
function textOf({ name, original_description }: RawRow): string {
  return [original_description, name].find((text) => text.trim()) ?? '';
}

/** Bank text without its words that hold a digit. */
function wordsOf(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}\p{M}\p{S}]+/u);
  return words.filter((word) => word !== '' && !/\p{N}/u.test(word)).join(' ') || text.trim().toLowerCase();
}
