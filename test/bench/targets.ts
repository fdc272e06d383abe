/** The targets of Ledgerless. A figure above its target fails the bench. */

export interface Target {
  readonly most: number;
  readonly unit: 'ms' | 'MB' | '×';
}

export const TARGETS = {
  /** The slowest of twenty views, whether Plaid answers, never answers, fails or hangs up, or another reader's page is long. */
  firstByte: { most: 15, unit: 'ms' },
  /** A page of 500 transactions, against the rounds of calls that it must wait for. */
  complete: { most: 1.05, unit: '×' },
  /** The same with 10,000 transactions: what is parsed meanwhile costs no time. */
  completeLong: { most: 1.15, unit: '×' },
  /** Calls to Plaid, against the fewest that the page can be made of. */
  calls: { most: 1, unit: '×' },
  /** CPU of an overview of 500 transactions, against fetching and parsing the same answers and nothing else. */
  cpu: { most: 1.5, unit: '×' },
  /** The same with 10,000 transactions. */
  cpuLong: { most: 1.6, unit: '×' },
  /** CPU of the first overview after a start, against a warm one. */
  firstView: { most: 1.3, unit: '×' },
  /** Against the usual app. */
  coldStart: { most: 0.5, unit: '×' },
  /** Against the usual app. */
  idleMemory: { most: 0.6, unit: '×' },
  /** 200 views of 500 transactions at once. */
  viewsMemory: { most: 300, unit: 'MB' },
  /** A file of 50,000 rows against ten of 5,000. */
  exportMemory: { most: 1.15, unit: '×' },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;
