/** Plaid's SDK, set up so that it keeps nothing and hangs on nothing. */

import http from 'node:http';
import https from 'node:https';
import { Configuration, PlaidApi } from 'plaid';
import { parseAnswer } from './answer.ts';
import type { Asking } from './bank.ts';
import { withDeadline } from './deadline.ts';
import { BankError } from './errors.ts';
import { withRetries } from './retry.ts';
import { plaidErrorOf, toBankError } from './sdk-errors.ts';
import { createTurns } from './turns.ts';

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
/** Answers that arrive together are parsed one after the other. */
const inTurn = createTurns();

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
        // Answers stay bytes until callPlaid parses them: axios would parse all that arrive together in one go.
        responseType: 'arraybuffer',
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new https.Agent({ keepAlive: true }),
      },
    }),
  );
}

export interface PlaidCall<Answer, Value> {
  readonly call: (options: { signal: AbortSignal }) => Promise<{ data: Answer }>;
  readonly read: (answer: Answer) => Value;
  readonly asking?: Asking | undefined;
  /** Whether asking twice does no harm, so that a failure of the moment may be tried again. */
  readonly mayRepeat?: boolean;
}

/** One call to Plaid within its deadline, and what `read` makes of the answer; rejects with a BankError. */
export async function callPlaid<Answer, Value>(options: PlaidCall<Answer, Value>): Promise<Value> {
  const { call, read, asking, mayRepeat = false } = options;
  const ask = (signal: AbortSignal) => {
    asking?.onCall?.();
    return call({ signal });
  };
  try {
    const { data } = await withDeadline(TIMEOUT_MS, asking?.signal, (signal) =>
      mayRepeat ? withRetries(signal, () => ask(signal)) : ask(signal),
    );
    return await inTurn(() => {
      const answer = parseAnswer(data);
      // Some readers would take it for an answer without any fields.
      if (answer === null) throw new BankError({ kind: 'plaid-down', code: 'UNREADABLE_ANSWER' });
      // Plaid sends one of its errors with a status of success (OAUTH_STATE_ID_ALREADY_PROCESSED, 208).
      const error = plaidErrorOf(answer, 200);
      if (error) throw error;
      return read(answer as Answer);
    });
  } catch (error) {
    const bankError = toBankError(error);
    asking?.onFailure?.(bankError);
    throw bankError;
  }
}
