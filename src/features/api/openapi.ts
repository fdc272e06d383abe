/** The JSON API's description, for whoever asks. */

import type { RequestHandler } from 'express';
import type { Services } from '../../services.ts';

/** GET /api/openapi.json. What schemas are made with is loaded by the first who asks, and not at the start. */
export function getOpenApi({ version }: Services): RequestHandler {
  return async (_req, res) => {
    const { openApiDocument } = await import('./openapi-document.ts');
    res.json(openApiDocument(version));
  };
}
