/** Linking banks, and repairing what was linked, on Plaid's hosted Link page. */

import type { Asking } from './asking.ts';
import type { Result } from './result.ts';

/** Whose the new Items are: a user of Plaid's, or a name that is used once and says nothing. */
export type LinkOwner = { readonly userId: string } | { readonly clientUserId: string };

/** A visit that is to bring new Items. */
export interface LinkPlan {
  readonly owner: LinkOwner;
  /** Where the page sends the person afterwards, whatever happened there. */
  readonly returnUrl: string;
  /** Where Plaid tells of the new Items, if it can reach us. */
  readonly webhookUrl: string | null;
}

/** A visit in which the person signs in again, to the Item that they have (Plaid: update mode). */
export interface RepairPlan {
  readonly owner: LinkOwner;
  readonly returnUrl: string;
  readonly accessToken: string;
}

/** A visit to Plaid's hosted Link page. */
export interface LinkVisit {
  readonly linkToken: string;
  /** Where the person's browser goes. */
  readonly url: string;
}

/** What came of a visit that was to bring new Items. */
export interface LinkResult {
  readonly newItems: readonly {
    publicToken: string;
    institutionId: string | null;
    institutionName: string | null;
  }[];
  /** Nothing more will come of it: the page was opened, and is open nowhere any more. */
  readonly isOver: boolean;
}

export interface Linking {
  /** Several banks in one visit where the owner is a user of Plaid's. */
  startLink(plan: LinkPlan, asking?: Asking): Promise<Result<LinkVisit>>;
  /** Nothing comes of it but a sound Item: its access token stays the same. */
  startRepair(plan: RepairPlan, asking?: Asking): Promise<Result<LinkVisit>>;
  readLink(linkToken: string, asking?: Asking): Promise<Result<LinkResult>>;
  /** Turns the single-use public token of a visit into the lasting access token of an Item. */
  exchange(publicToken: string, asking?: Asking): Promise<Result<{ accessToken: string; itemId: string }>>;
}
