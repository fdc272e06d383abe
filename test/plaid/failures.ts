/** Failures as the SDK and Plaid tell them, full of what must not be passed on. */

import { parseAnswer } from '../../src/plaid/response-body.ts';

export const SECRET = 'the-operators-secret';
export const TOKEN = 'access-sandbox-of-somebody';

/** What the SDK throws, by its form: it holds the request with its headers and its body. */
export function sdkError(code: string): Error {
  const headers = { 'PLAID-SECRET': SECRET };
  const config = { headers, data: JSON.stringify({ access_token: TOKEN }), url: `/x?${TOKEN}` };
  return Object.assign(new Error(`failed for ${TOKEN}`), { code, config, request: TOKEN });
}

/** As it arrives: what is not JSON yet is sent as it stands. */
export function parsed(body: unknown): object | null {
  return parseAnswer(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
}

/** An error of Plaid, as the body of its answer. */
export function bodyOf(error_code: unknown, more: object = {}) {
  return {
    error_code,
    error_type: 'X',
    error_message: TOKEN,
    display_message: SECRET,
    request_id: 'abc123',
    ...more,
  };
}
