/** All of a transaction that may ever reach Redis: the one list, and there is no way around it. */

import type { Day, PostedTwin, Transaction } from '../bank/model.ts';

export interface Metadata {
  readonly id: string;
  readonly date: Day;
  readonly amountMinor: number;
  readonly currency: string;
  /** Plaid's personal finance category, which has two levels. */
  readonly category: readonly [primary: string, detailed: string];
  /** The name of the merchant, or of whoever was paid where Plaid knows no merchant. */
  readonly merchant: string;
  readonly isPending: boolean;
  /** Stands for the account, and tells nothing of it. */
  readonly accountReference: string;
  /** On a pending one: the other row of the copy that probably is the same. */
  readonly probablySameAs?: PostedTwin;
}

export function toMetadata(transaction: Transaction, accountReference: string): Metadata {
  const { id, date, amountMinor, currency, category, detailedCategory, name, isPending } = transaction;
  const { probablySameAs } = transaction;
  return {
    id,
    date,
    amountMinor,
    currency,
    category: [category, detailedCategory],
    merchant: name,
    isPending,
    accountReference,
    ...(probablySameAs ? { probablySameAs } : {}),
  };
}

/** The transaction again, without what the list leaves out. */
export function fromMetadata(metadata: Metadata, accountId: string): Transaction {
  const { id, date, amountMinor, currency, category, merchant, isPending, probablySameAs } = metadata;
  const [primary, detailed] = category;
  return {
    id,
    accountId,
    date,
    amountMinor,
    currency,
    name: merchant,
    originalName: merchant,
    merchantId: null,
    category: primary,
    detailedCategory: detailed,
    isPending,
    pendingId: null,
    ...(probablySameAs ? { probablySameAs } : {}),
  };
}
