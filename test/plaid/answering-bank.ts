/** The gateway to a server in Plaid's place that answers every call in one way. */

import { onTestFinished } from 'vitest';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { json, startUpstream } from './upstream.ts';

type Answer = readonly [status: number, body: unknown];

/** Runs until the test has finished. A body may be a function of the access token that was sent. */
export function bankAnswering(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer = ({ access_token }: { access_token?: string }): Answer => [
    status,
    typeof body === 'function' ? body(access_token) : body,
  ];
  return bankAnsweringEach(answer, headers);
}

/** The same with an answer to each call, by what it asks. */
export async function bankAnsweringEach(
  answer: (call: object) => Answer,
  headers: Readonly<Record<string, string>> = {},
) {
  const upstream = await startUpstream((req, res) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    json(...answer(JSON.parse(upstream.requests.at(-1)?.body ?? '')))(req, res);
  });
  onTestFinished(() => upstream.close());
  const { baseUrl, requests } = upstream;
  return {
    bank: createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US', 'CA'] }),
    /** The path and the body of every call. */
    asked: () => requests.map(({ path, body }) => [path, JSON.parse(body)]),
    headers: () => requests[0]?.headers,
  };
}
