/** The control by HTTP, and the page from which a person uses it. For an emulator that runs by itself. */
import express, { type Request, type Response, type Router } from 'express';
import { CONTROL_CALLS, type Controlled, FAULT_KINDS } from './control-calls.ts';
import { ENDPOINTS } from './endpoints.ts';
import { ERROR_CODES } from './error-codes.ts';
import type { Field, Fields } from './fields.ts';
import { newRequestId } from './ids.ts';
import { PlaidFault } from './plaid-error.ts';
import { createViews } from './views.ts';

/** As many calls as fit on a screen; /control/calls/get tells all. */
const LATEST_CALLS = 20;

/** `GET /`, and the calls beneath /control. */
export function createControlRoutes(
  controlled: Controlled & { readonly baseUrl: string },
  viewsDir: string,
): Router {
  const views = createViews(viewsDir);
  const router = express.Router();
  router.get('/', (_req, res) => void res.type('html').send(page(null)));
  const readText = express.text({ type: () => true, limit: '1mb' });
  router.post('/control/{*path}', onlyFromHere, readText, answer);
  return router;

  function answer(req: Request, res: Response): void {
    const isFromPage = req.accepts(['json', 'html']) === 'html';
    try {
      const call = CONTROL_CALLS[req.path];
      if (call === undefined) throw new PlaidFault('NOT_FOUND');
      const told = call.answer(bodyOf(String(req.body ?? ''), call.fields), controlled);
      if (isFromPage) res.redirect(303, '/');
      else res.json({ ...told, request_id: newRequestId() });
    } catch (error) {
      const fault = asPlaidFault(error);
      if (isFromPage) res.status(fault.status).type('html').send(page(fault.message));
      else res.status(fault.status).json(fault.body(newRequestId()));
    }
  }

  function page(problem: string | null): string {
    const ask = (path: string) => CONTROL_CALLS[path]?.answer({}, controlled);
    return views.render('control', {
      problem,
      baseUrl: controlled.baseUrl,
      ...ask('/control/banks/get'),
      ...ask('/control/items/get'),
      ...ask('/control/faults/get'),
      calls: controlled.control.calls().slice(-LATEST_CALLS).reverse(),
      kinds: Object.keys(FAULT_KINDS),
      codes: [...ERROR_CODES.keys()],
      paths: Object.keys(ENDPOINTS),
    });
  }
}

/** No page of another site, whatever name it gives this address, plays with the emulator of whoever reads it. */
function onlyFromHere(req: Request, res: Response, next: () => void): void {
  const { origin, host = '' } = req.headers;
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  if (isLoopback && (origin === undefined || origin === `http://${host}`)) next();
  else res.status(403).type('text').send('This is for programs and pages of this machine.\n');
}

/** JSON, or the fields of a form, whatever the content type: curl calls all that it sends a form. */
function bodyOf(text: string, fields: Fields): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return fromForm(new URLSearchParams(text), fields);
  try {
    return JSON.parse(text);
  } catch {
    throw new PlaidFault('INVALID_BODY');
  }
}

/** A form's texts as what the call's fields hold; what was left empty is left out. */
function fromForm(form: URLSearchParams, fields: Fields): Record<string, unknown> {
  const filled = [...form].filter(([, value]) => value !== '');
  return Object.fromEntries(filled.map(([name, value]) => [name, fromText(value, fields[name]?.kind)]));
}

function fromText(value: string, kind: Field['kind'] | undefined): unknown {
  if (kind === 'integer' || kind === 'number') return Number(value);
  if (kind === 'boolean') return value === 'true';
  if (kind === 'list') return value.split(',');
  return value;
}

function asPlaidFault(error: unknown): PlaidFault {
  if (error instanceof PlaidFault) return error;
  if (error instanceof RangeError) return new PlaidFault('INVALID_FIELD', error.message);
  return new PlaidFault('INTERNAL_SERVER_ERROR');
}
