/** What an export is written from: rows come page by page, are written, and are let go. */

import type { Account, DayRange, Transaction } from '../../bank/model.ts';

export interface ExportSource {
  readonly range: DayRange;
  readonly madeAt: Date;
  readonly banks: readonly ExportBank[];
  /** Names of banks that the reader agreed to leave out, since they could not be read. */
  readonly missingBanks: readonly string[];
}

export interface ExportBank {
  readonly name: string;
  /** Plaid's, such as `ins_109508`. */
  readonly institutionId: string | null;
  readonly accounts: readonly ExportAccount[];
  /** Of all its accounts, newest first; pending ones last. */
  rows(): AsyncIterable<readonly Transaction[]>;
}

export interface ExportAccount {
  readonly account: Account;
  /** What is posted on it in its own currency, newest first. */
  rows(): AsyncIterable<readonly Transaction[]>;
}

/** A file format: the text of a whole file in pieces. */
export type WriteExport = (source: ExportSource) => AsyncIterable<string>;
