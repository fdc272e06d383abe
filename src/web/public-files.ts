/** The public files: style sheets, icons and pictures, the same for everyone. */

import { readdirSync } from 'node:fs';
import express, { type RequestHandler } from 'express';

/** Serves the files that a folder has now. Pages are not looked for on the disk: each look that fails makes an error. */
export function publicFiles(folder: string): RequestHandler {
  const serve = express.static(folder, { maxAge: '1h', index: false });
  const names = new Set(readdirSync(folder));
  return (req, res, next) => (names.has(req.path.split('/')[1] ?? '') ? serve(req, res, next) : next());
}
