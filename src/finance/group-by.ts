/** Rows by a key, in the order in which the keys first occur. (Map.groupBy needs Node 21.) */
export function groupBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Rows of each currency on their own, the most used currency first: what has two currencies is never one sum. */
export function groupByCurrency<T extends { readonly currency: string }>(rows: readonly T[]) {
  return [...groupBy(rows, (row) => row.currency)]
    .map(([currency, own]) => ({ currency, rows: own }))
    .sort((a, b) => b.rows.length - a.rows.length || a.currency.localeCompare(b.currency));
}
