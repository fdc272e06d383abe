/** Plaid's SDK, set up so that it keeps nothing and hangs on nothing. */

import http from 'node:http';
import https from 'node:https';
import { Configuration, PlaidApi } from 'plaid';
import type { Asking } from './bank.ts';
import { withDeadline } from './deadline.ts';
import { toBankError } from './sdk-errors.ts';

export interface SdkOptions {
  /** Such as https://production.plaid.com, without a slash at the end. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
}

/** Plaid's own figures: a live balance takes 3 s in the middle and 11 s at the 95th percentile. */
const TIMEOUT_MS = 10_000;
/** A page of 500 transactions is about a megabyte. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** The SDK's API object. */
export function createSdk({ baseUrl, clientId, secret }: SdkOptions): PlaidApi {
  return new PlaidApi(
    new Configuration({
      basePath: baseUrl,
      baseOptions: {
        headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret },
        // With redirects allowed, axios leaves the last person's token and answer hanging on the idle socket.
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new https.Agent({ keepAlive: true }),
      },
    }),
  );
}

/** One call to Plaid within its deadline, and what `read` makes of the answer; rejects with a BankError. */
export async function callPlaid<Answer, Value>(options: {
  call: (options: { signal: AbortSignal }) => Promise<{ data: Answer }>;
  read: (answer: Answer) => Value;
  asking?: Asking | undefined;
}): Promise<Value> {
  options.asking?.onCall?.();
  try {
    const { data } = await withDeadline(TIMEOUT_MS, options.asking?.signal, (signal) =>
      options.call({ signal }),
    );
    return options.read(data);
  } catch (error) {
    const bankError = toBankError(error);
    options.asking?.onFailure?.(bankError);
    throw bankError;
  }
}
