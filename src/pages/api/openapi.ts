/** The API's description, for whoever asks. */

import type { RequestHandler } from 'express';
import type { Services } from '../../services.ts';
import { openApiDocument } from './openapi/document.ts';

/** GET /api/openapi.json */
export function tellOpenApi({ version }: Services): RequestHandler {
  const document = openApiDocument(version);
  return (_req, res) => {
    res.json(document);
  };
}
