/** Everything the emulated Plaid holds, in memory. */
import { createItems, type Items } from './items.ts';
import { createLedgers, type Ledgers } from './ledgers.ts';
import { createLinks, type Links } from './links.ts';
import { createPublicTokens, type PublicTokens } from './public-tokens.ts';

export interface PlaidSide {
  readonly now: () => Date;
  readonly items: Items;
  readonly links: Links;
  readonly publicTokens: PublicTokens;
  readonly ledgerOf: Ledgers;
  /** The address of a link's page, as a browser reaches it. */
  linkUrl(linkToken: string): string;
  /** A text that every string of a bank's carries, for proofs that nothing is kept. */
  canary: string | null;
}

interface Options {
  readonly now: () => Date;
  readonly seed: number;
  readonly linkUrl: PlaidSide['linkUrl'];
}

/** A Plaid that knows nobody yet. */
export function createPlaidSide({ now, seed, linkUrl }: Options): PlaidSide {
  return {
    now,
    items: createItems(now),
    links: createLinks(now),
    publicTokens: createPublicTokens(now),
    ledgerOf: createLedgers(seed),
    linkUrl,
    canary: null,
  };
}
