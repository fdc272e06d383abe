/** Plaid's SDK, set up so that it keeps nothing and takes no end of bytes. */

import http from 'node:http';
import https from 'node:https';
import { Configuration, PlaidApi } from 'plaid';

export interface SdkOptions {
  /** Such as https://production.plaid.com, without a slash at the end. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
}

/** A page of 500 transactions is about a megabyte. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** The SDK's API object, whose answers are bytes. */
export function createPlaidApi({ baseUrl, clientId, secret }: SdkOptions): PlaidApi {
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
