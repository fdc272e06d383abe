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
  const groups = [...groupBy(rows, (row) => row.currency)];
  const counted = groups.map(([currency, own]) => [currency, { rows: own, count: own.length }] as const);
  return mostUsedFirst(counted).map(([currency, { rows }]) => ({ currency, rows }));
}

/** What is of each currency, that of the most rows first. */
export function mostUsedFirst<T extends { readonly count: number }>(
  byCurrency: Iterable<readonly [currency: string, of: T]>,
): (readonly [currency: string, of: T])[] {
  return [...byCurrency].sort(([a, { count: many }], [b, { count }]) => count - many || a.localeCompare(b));
}
