/** What can go wrong at Plaid or at a bank, in kinds that each have one remedy. */

import type { Fault } from '../log.ts';

export type PlaidErrorKind =
  | 'sign-in' // the person signs in again through Link's update mode
  | 'at-bank' // the person first does something at the bank itself
  | 'consent' // the person agrees to share accounts, or more of them, through update mode
  | 'not-ready' // the bank is still preparing its data
  | 'bank-down' // the bank does not answer Plaid; hours
  | 'plaid-down' // Plaid does not answer us, or not sensibly
  | 'limited' // too many questions in too short a time; a minute
  | 'unsupported' // this bank does not have that kind of data
  | 'gone' // Plaid no longer knows the connection, or the person has ended it elsewhere
  | 'relink' // what was begun or linked is of no more use and has to be done anew
  | 'unlinkable' // Plaid cannot read this bank, or this kind of login at it
  | 'operator' // only who runs this server can mend it
  | 'unexpected'; // a fault of ours: Plaid's answer could not be mapped, our own code threw, or what it sent made no sense

interface PlaidErrorOptions {
  readonly kind: PlaidErrorKind;
  readonly code: string;
  readonly requestId?: string | null;
  readonly isTransient?: boolean;
  readonly endpoint?: string | null;
  readonly fault?: Fault | null;
  readonly products?: readonly string[];
}

/** A failed call to Plaid. It carries Plaid's codes, and never the request, its headers or the response. */
export class PlaidError extends Error {
  readonly kind: PlaidErrorKind;
  /** Plaid's `error_code`, or what happened on the way, such as TIMEOUT. */
  readonly code: string;
  /** Plaid's `request_id`, for a question to its support. */
  readonly requestId: string | null;
  /** Whether the same question may well be answered a moment later. */
  readonly isTransient: boolean;
  /** What was thrown, and where, for `unexpected`. */
  readonly fault: Fault | null;
  /** Plaid's endpoint that was called, such as /accounts/get; null where the failure was not in a call. */
  readonly endpoint: string | null;
  /** The products that were refused: those that Plaid named, or else all that the call asked for. */
  readonly products: readonly string[];

  constructor(options: PlaidErrorOptions) {
    super(options.code);
    this.name = 'PlaidError';
    this.kind = options.kind;
    this.code = options.code;
    this.requestId = options.requestId ?? null;
    this.isTransient = options.isTransient ?? false;
    this.fault = options.fault ?? null;
    this.endpoint = options.endpoint ?? null;
    this.products = options.products ?? [];
  }
}
