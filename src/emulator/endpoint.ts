/** The form every endpoint has: the fields it knows and the answer it gives. */
import { type Checked, checkFields, type Fields } from './fields.ts';
import type { PlaidSide } from './plaid-side.ts';

export interface Call {
  readonly plaid: PlaidSide;
  readonly requestId: string;
  readonly path: string;
}

/** Answers a body that has not been checked, or throws a PlaidFault. */
export type Endpoint = (body: Record<string, unknown>, call: Call) => Promise<object>;

const CREDENTIALS = { client_id: { kind: 'string' }, secret: { kind: 'string' } } as const;

/** An endpoint that is called with a body in order. */
export function endpoint<const F extends Fields>(
  fields: F,
  answer: (body: Checked<F>, call: Call) => object | Promise<object>,
): Endpoint {
  return async (body, call) => {
    checkFields(body, { ...fields, ...CREDENTIALS });
    return answer(body as Checked<F>, call);
  };
}

/** The field of an Item's access token. */
export const ACCESS_TOKEN = { kind: 'string', isRequired: true } as const;
