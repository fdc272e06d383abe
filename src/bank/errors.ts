/** What can go wrong with a bank, in kinds that each have one way on. */

/**
 * - `sign-in`: the person signs in again through Link's update mode
 * - `at-bank`: the person first does something at the bank itself
 * - `consent`: the person agrees to share more, through update mode
 * - `not-ready`: the bank is still preparing its data
 * - `bank-down`: the bank does not answer Plaid; hours
 * - `plaid-down`: Plaid does not answer us, or not sensibly
 * - `limited`: too many questions in too short a time
 * - `unsupported`: this bank does not have that kind of data
 * - `gone`: Plaid no longer knows the connection
 * - `operator`: only who runs this server can mend it
 */
export type BankErrorKind =
  | 'sign-in'
  | 'at-bank'
  | 'consent'
  | 'not-ready'
  | 'bank-down'
  | 'plaid-down'
  | 'limited'
  | 'unsupported'
  | 'gone'
  | 'operator';

/** A failed question to a bank. It carries Plaid's codes and never Plaid's answer, our question or its headers. */
export class BankError extends Error {
  readonly kind: BankErrorKind;
  /** Plaid's `error_code`, or what happened on the way, such as TIMEOUT. */
  readonly code: string;
  /** Plaid's `request_id`, for a question to its support. */
  readonly requestId: string | null;

  constructor(options: { kind: BankErrorKind; code: string; requestId?: string | null }) {
    super(options.code);
    this.name = 'BankError';
    this.kind = options.kind;
    this.code = options.code;
    this.requestId = options.requestId ?? null;
  }
}
