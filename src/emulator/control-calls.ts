/** What can be done to the emulator by HTTP: the control as calls of Plaid's form, for clients in any language. */
import type { EmulatorControl } from './control.ts';
import { ENDPOINTS } from './endpoints.ts';
import { ERROR_CODES } from './error-codes.ts';
import type { Fault, FaultTarget } from './faults.ts';
import { type Checked, checkFields, type Fields } from './fields.ts';
import { lastingErrorOf } from './item-error.ts';
import { PlaidFault } from './plaid-error.ts';
import { INSTITUTIONS } from './world/institutions.ts';
import { PEOPLE } from './world/people.ts';

/** What the calls work on. */
export interface Controlled {
  readonly control: EmulatorControl;
  readonly now: () => Date;
  /** Finishes the visit of a link token; where the person goes then. Throws a RangeError for unknown banks or people. */
  finishLink(linkToken: string, chosen: { person: string; banks: readonly string[] }): string | null;
}

export interface ControlCall {
  readonly fields: Fields;
  /** Throws a PlaidFault or a RangeError for a body that is wrong. */
  answer(body: Record<string, unknown>, controlled: Controlled): object;
}

const ITEM_ID = { kind: 'string', isRequired: true } as const;

/** Every call, all of them POST like Plaid's own. */
export const CONTROL_CALLS: Readonly<Record<string, ControlCall>> = {
  '/control/banks/get': call({}, () => ({
    institutions: INSTITUTIONS.map(({ id, name, shows, country }) => ({
      ...{ institution_id: id, name, shows, country },
    })),
    people: PEOPLE.map(({ id, name, about }) => ({ person: id, name, about })),
  })),
  '/control/items/create': call(
    {
      institution_id: { kind: 'string', isRequired: true },
      person: { kind: 'string', isRequired: true },
      days_requested: { kind: 'integer', min: 1, max: 730 },
      transactions: { kind: 'integer', min: 0, max: 100_000 },
      webhook: { kind: 'string' },
      user_id: { kind: 'string' },
    },
    ({ institution_id, person, days_requested, transactions, webhook, user_id }, { control }) => {
      const { id, accessToken } = control.createItem({
        ...{ institutionId: institution_id, person },
        ...(days_requested && { daysRequested: days_requested }),
        ...(transactions !== undefined && transactions !== null && { transactions }),
        ...(webhook && { webhook }),
        ...(user_id && { userId: user_id }),
      });
      return { item_id: id, access_token: accessToken };
    },
  ),
  '/control/items/get': call({}, (_, { control, now }) => ({
    items: control.items().map((item) => ({
      ...{ item_id: item.id, access_token: item.accessToken, institution_id: item.institution.id },
      ...{ person: item.person.id, error_code: lastingErrorOf(item, now()) },
    })),
  })),
  '/control/items/break': call(
    { item_id: ITEM_ID, error_code: { kind: 'string', isRequired: true } },
    ({ item_id, error_code }, { control }) => {
      control.breakItem(item_id, knownCode(error_code));
      return {};
    },
  ),
  '/control/items/mend': call({ item_id: ITEM_ID }, ({ item_id }, { control }) => {
    control.mendItem(item_id);
    return {};
  }),
  '/control/faults/create': call(
    {
      kind: { kind: 'string', isRequired: true },
      code: { kind: 'string' },
      ms: { kind: 'integer', min: 0, max: 600_000 },
      bytes: { kind: 'integer', min: 0, max: 1_000_000_000 },
      path: { kind: 'string' },
      item_id: { kind: 'string' },
      times: { kind: 'integer', min: 1 },
    },
    ({ path, item_id, times, ...wanted }, { control }) => {
      if (path && !Object.hasOwn(ENDPOINTS, path)) throw new RangeError(`there is no ${path} here`);
      if (item_id && !control.items().some(({ id }) => id === item_id))
        throw new RangeError(`there is no Item ${item_id}`);
      const target: FaultTarget = {
        ...(path && { path }),
        ...(item_id && { itemId: item_id }),
        ...(times && { times }),
      };
      if (wanted.kind === 'held') control.hold(target);
      else control.inject(faultOf(wanted), target);
      return { fault_id: control.faults().at(-1)?.id };
    },
  ),
  '/control/faults/get': call({}, (_, { control }) => ({
    faults: control.faults().map(({ id, fault: { kind, ...rest }, target: { path, itemId }, left }) => ({
      ...{ fault_id: id, kind },
      code: 'code' in rest ? rest.code : null,
      ms: 'ms' in rest ? rest.ms : null,
      bytes: 'bytes' in rest ? rest.bytes : null,
      ...{ path: path ?? null, item_id: itemId ?? null, times_left: Number.isFinite(left) ? left : null },
    })),
  })),
  '/control/faults/end': call(
    { fault_id: { kind: 'integer', isRequired: true } },
    ({ fault_id }, { control }) => {
      if (!control.endFault(fault_id)) throw new RangeError(`there is no fault ${fault_id}`);
      return {};
    },
  ),
  '/control/link/finish': call(
    {
      link_token: { kind: 'string', isRequired: true },
      person: { kind: 'string', isRequired: true },
      institution_ids: { kind: 'list', isRequired: true },
    },
    ({ link_token, person, institution_ids: banks }, { finishLink }) => {
      if (banks.length === 0) throw new RangeError('institution_ids must name a bank');
      return { completion_redirect_uri: finishLink(link_token, { person, banks }) };
    },
  ),
  '/control/production': call(
    {
      limits: { kind: 'boolean' },
      slowness: { kind: 'number', min: 0, max: 10 },
      items: { kind: 'integer', min: 0 },
      products: { kind: 'list' },
      countries: { kind: 'list' },
    },
    (setup, { control }) => {
      const given = Object.entries(setup).filter(([, value]) => value !== null && value !== undefined);
      control.production(Object.fromEntries(given));
      return {};
    },
  ),
  '/control/sandbox': call({}, (_, { control }) => {
    control.production(null);
    return {};
  }),
  '/control/calls/get': call({}, (_, { control }) => ({
    calls: control.calls().map(({ path, itemId, at, status }) => ({ path, item_id: itemId, at, status })),
  })),
  '/control/webhooks/get': call({}, (_, { control }) => ({
    webhooks: control.webhooks().map(({ url, code, body, at, status }) => ({
      ...{ url, webhook_code: code, body: JSON.parse(body), at, status },
    })),
  })),
  '/control/reset': call({}, (_, { control }) => {
    control.reset();
    return {};
  }),
};

/** A call whose answer gets a body in order. */
function call<const F extends Fields>(
  fields: F,
  answer: (body: Checked<F>, controlled: Controlled) => object,
): ControlCall {
  return { fields, answer: (body, controlled) => answer(checkFields(body, fields), controlled) };
}

interface WantedFault {
  readonly kind: string;
  readonly code?: string | null | undefined;
  readonly ms?: number | null | undefined;
  readonly bytes?: number | null | undefined;
}

/** The kinds of faults; each names the field that it takes. */
export const FAULT_KINDS = {
  error: 'code',
  delay: 'ms',
  held: null,
  html: null,
  garbage: null,
  truncated: null,
  reset: null,
  drip: null,
  huge: 'bytes',
} as const satisfies Record<Fault['kind'], string | null>;

function faultOf({ kind, code, ms, bytes }: WantedFault): Fault {
  switch (kind) {
    case 'error':
      return { kind, code: knownCode(given(code, 'code')) };
    case 'delay':
      return { kind, ms: given(ms, 'ms') };
    case 'huge':
      return { kind, bytes: given(bytes, 'bytes') };
    case 'html':
    case 'garbage':
    case 'truncated':
    case 'reset':
    case 'drip':
      return { kind };
    default:
      throw new RangeError(`kind must be one of ${Object.keys(FAULT_KINDS).join(', ')}`);
  }
}

function knownCode(code: string): string {
  if (!ERROR_CODES.has(code)) throw new RangeError(`Plaid has no error_code ${code}`);
  return code;
}

function given<T>(value: T | null | undefined, name: string): T {
  if (value === undefined || value === null)
    throw new PlaidFault('MISSING_FIELDS', `this kind of fault needs ${name}`);
  return value;
}
