/** The end of an Item. */

/** What Plaid said when it was asked to end an Item. */
export interface Removal {
  /** Plaid's `request_id`, for a question to its support. */
  readonly requestId: string | null;
  /** Plaid did not know the Item any more. */
  readonly wasGone: boolean;
}
