/** The JSON API's description, for whoever asks. */

import type { RequestHandler } from 'express';
import type { Services } from '../../services.ts';

/** The document and what schemas are made with: loaded when the server listens, and not for the start. */
export const loadOpenApi = () => import('./openapi-document.ts');

/** GET /api/openapi.json */
export function getOpenApi({ version }: Services): RequestHandler {
  return async (_req, res) => {
    const { openApiDocument } = await loadOpenApi();
    res.json(openApiDocument(version));
  };
}
