/** A bank at a server that gives every question one answer. */

import { expect, onTestFinished } from 'vitest';
import type { Gateway } from '../../src/plaid/gateway.ts';
import { createGateway } from '../../src/plaid/plaid-gateway.ts';
import { json, startUpstream, type Upstream } from './upstream.ts';

let upstream: Upstream;

/** Opens it for the test at hand. */
export async function bankAnswering(status: number, body: unknown): Promise<Gateway> {
  const started = await startUpstream(json(status, body));
  onTestFinished(() => started.close());
  upstream = started;
  const { baseUrl } = started;
  return createGateway({ baseUrl, clientId: 'client', secret: 'secret', countryCodes: ['US', 'CA'] });
}

/** The only question that it was asked. */
export function question(): { path: string; body: unknown } {
  const [request] = upstream.requests;
  expect(upstream.requests).toHaveLength(1);
  return { path: request?.path ?? '', body: JSON.parse(request?.body ?? '') };
}
