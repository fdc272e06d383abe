/** Plaid's API over HTTP: every call is received, checked, answered and delivered here. */
import { setTimeout as pause } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import type { Calls } from './calls.ts';
import { marked, unmarked } from './canary.ts';
import { deliver } from './deliver.ts';
import type { Call } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Fault, Faults } from './faults.ts';
import { newRequestId } from './ids.ts';
import { behaviourOf, type Item } from './item.ts';
import { PlaidFault } from './plaid-error.ts';
import type { PlaidSide } from './plaid-side.ts';

/** Does the work of one owner of Items when it is their turn. */
export type InTurn = (owner: string, work: () => Promise<void>) => Promise<void>;

interface Api {
  readonly plaid: PlaidSide;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly inTurn: InTurn;
}

type Body = Record<string, unknown>;

interface Received {
  readonly req: Request;
  /** The Item of the access token, if there is one. */
  readonly item: Item | null;
  /** The faults in the call's way. */
  readonly met: readonly Fault[];
}

const PRODUCT_CALLS = /^\/(accounts|transactions|liabilities)\//;

/** What Plaid tells everyone (https://plaid.com/docs/api/products/transactions/#categoriesget). */
const WITHOUT_CREDENTIALS = ['/categories/get'];

/** The routes of the API: POST only, as at Plaid. */
export function createApi(api: Api): Router {
  const router = express.Router();
  router.post('/{*path}', express.text({ type: () => true, limit: '1mb' }), (req, res) =>
    handle(api, req, res),
  );
  return router;
}

async function handle({ plaid, calls, faults, inTurn }: Api, req: Request, res: Response): Promise<void> {
  const requestId = newRequestId();
  const body = parseBody(unmarked(String(req.body), plaid.canary));
  const item = plaid.items.find(String(body?.access_token));
  const call = calls.receive(req.path, item?.id ?? null, plaid.now());
  const met = [...faults.meet(req.path, item?.id ?? null), ...bankFaults(item, req.path)];
  res.on('finish', () => {
    call.status = res.statusCode;
  });
  await waits(met);
  await inTurn(item?.userId ?? item?.id ?? '', () => answerOrRefuse({ plaid, requestId, path: req.path }));

  async function answerOrRefuse(asked: Call): Promise<void> {
    try {
      if (body === null) throw new PlaidFault('INVALID_BODY');
      const answer = await answerTo(body, { req, item, met }, asked);
      deliver(dated(res, plaid), 200, marked(answer, plaid.canary), met);
    } catch (error) {
      const fault = error instanceof PlaidFault ? error : new PlaidFault('INTERNAL_SERVER_ERROR');
      deliver(dated(res, plaid), fault.status, fault.body(requestId), met);
    }
  }
}

/** Says the time by Plaid's clock, which a test may have set. */
function dated(res: Response, plaid: PlaidSide): Response {
  return res.set('Date', plaid.now().toUTCString());
}

function parseBody(text: string): Body | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null;
  } catch {
    return null;
  }
}

async function waits(faults: readonly Fault[]): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'delay') await pause(fault.ms, undefined, { ref: false });
    if (fault.kind === 'held') await fault.released;
  }
}

function answerTo(body: Body, { req, item, met }: Received, call: Call): Promise<object> {
  const endpoint = ENDPOINTS[call.path];
  if (endpoint === undefined) throw new PlaidFault('NOT_FOUND');
  if (!WITHOUT_CREDENTIALS.includes(call.path)) checkCredentials(body, req);
  const played = met.find((fault) => fault.kind === 'error');
  if (played) throw new PlaidFault(played.code);
  if (call.path.startsWith('/user/') && !call.plaid.mayUseUsers) {
    throw new PlaidFault('UNAUTHORIZED_ROUTE_ACCESS');
  }
  call.plaid.limits.pass(item, call.path);
  return endpoint(body, call);
}

/** What an Item's bank does to the answers of product calls. */
function bankFaults(item: Item | null, path: string): readonly Fault[] {
  const fault = item && PRODUCT_CALLS.test(path) ? behaviourOf(item).fault : undefined;
  return fault ? [fault] : [];
}

/** Any client is known here, but it must say who it is. */
function checkCredentials(body: Body, req: Request): void {
  const clientId = req.get('PLAID-CLIENT-ID') ?? body.client_id;
  const secret = req.get('PLAID-SECRET') ?? body.secret;
  if (clientId === undefined || secret === undefined) {
    const missing = [clientId === undefined ? 'client_id' : '', secret === undefined ? 'secret' : ''];
    throw new PlaidFault(
      'MISSING_FIELDS',
      `the following required fields are missing: ${missing.filter(Boolean).join(', ')}`,
    );
  }
  if (clientId === '' || secret === '') throw new PlaidFault('INVALID_API_KEYS');
}
