/** An app whose routes fail, each in its own way. */

import express from 'express';
import { errorHandler, notFound } from '../../src/web/errors.ts';
import { captureLog } from './samples.ts';

/** Its error page is what the handler gave to it. */
export function appThrowing(thrown: () => unknown) {
  const { log, lines } = captureLog();
  const app = express();
  app.use((req, _res, next) => {
    req.id = 'request-1';
    next();
  });
  app.get('/throw', () => {
    throw thrown();
  });
  app.get('/reject', async () => {
    throw thrown();
  });
  app.get('/api/throw', () => {
    throw thrown();
  });
  app.get('/late', (_req, res) => {
    res.write('first byte');
    throw thrown();
  });
  app.post('/form', express.urlencoded({ extended: false, limit: 10, parameterLimit: 2 }), (_req, res) => {
    res.send('read');
  });
  app.get('/decoded/:name', (_req, res) => void res.send('decoded'));
  app.use(notFound);
  app.use(errorHandler(log, (error) => JSON.stringify(error)));
  return { app, lines };
}
