/** Plaid's SDK client, configured to keep nothing and to parse nothing by itself. */

import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { Configuration, PlaidApi } from 'plaid';

export interface SdkOptions {
  /** Such as https://production.plaid.com, without a slash at the end. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
}

/** The SDK's API object, whose answers are streams of bytes, whatever their status. */
export function createPlaidApi({ baseUrl, clientId, secret }: SdkOptions): PlaidApi {
  return new PlaidApi(
    new Configuration({
      basePath: baseUrl,
      baseOptions: {
        headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret },
        // With redirects allowed, axios leaves the last person's token and answer hanging on the idle socket.
        maxRedirects: 0,
        // Answers stay with the network until callPlaid reads them: axios would take in all that arrive together.
        responseType: 'stream',
        // What is said of an error stands in the body as well.
        validateStatus: () => true,
        httpAgent: new http.Agent({ keepAlive: true }),
        httpsAgent: new ForgetfulAgent({ keepAlive: true }),
      },
    }),
  );
}

/**
 * Opens connections without Node's cache of TLS sessions: in Node 24 its listeners hold on to the first request of each
 * connection, with the token in it, for as long as the connection is kept alive (lib/https.js, createConnection).
 */
class ForgetfulAgent extends https.Agent {
  override createConnection(options: tls.ConnectionOptions): tls.TLSSocket {
    return tls.connect(options);
  }
}
