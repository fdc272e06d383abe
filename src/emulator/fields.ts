/** Checks a request's body against the fields an endpoint knows, with Plaid's answers for what is wrong. */
import { PlaidFault } from './plaid-error.ts';

/** What one field may hold. A `day` is YYYY-MM-DD; `any` is not looked into. */
export interface Field {
  readonly kind: 'string' | 'day' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'any';
  readonly isRequired?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly fields?: Fields;
}

export type Fields = { readonly [name: string]: Field };

interface Values {
  string: string;
  day: string;
  integer: number;
  number: number;
  boolean: boolean;
  list: readonly string[];
  object: object;
  any: unknown;
}

type Value<F extends Field> = F extends { readonly fields: infer Inner extends Fields }
  ? Checked<Inner>
  : Values[F['kind']];

/** The body after the check: required fields are there, the others may be missing (null counts as missing). */
export type Checked<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly isRequired: true }
    ? Value<F[K]>
    : Value<F[K]> | null | undefined;
};

/** Throws MISSING_FIELDS, UNKNOWN_FIELDS or INVALID_FIELD as Plaid does. */
export function checkFields<F extends Fields>(
  body: Record<string, unknown>,
  fields: F,
  path = '',
): Checked<F> {
  const names = Object.keys(fields);
  const missing = names.filter((name) => fields[name]?.isRequired && isEmpty(body[name]));
  if (missing.length > 0)
    throw new PlaidFault('MISSING_FIELDS', `the following required fields are missing: ${named(missing)}`);
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) {
    throw new PlaidFault(
      'UNKNOWN_FIELDS',
      `the following fields are not recognized by this endpoint: ${named(unknown)}`,
    );
  }
  for (const name of names) {
    const [field, value] = [fields[name], body[name]];
    if (field !== undefined && value !== undefined && value !== null) checkValue(value, field, path + name);
  }
  return body as Checked<F>;

  function named(list: readonly string[]): string {
    return list.map((name) => path + name).join(', ');
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function checkValue(value: unknown, field: Field, name: string): void {
  if (!isOfKind(value, field.kind))
    throw new PlaidFault('INVALID_FIELD', `${name} must be a valid ${field.kind}`);
  if (typeof value === 'number') {
    const { min = -Infinity, max = Infinity } = field;
    if (value < min || value > max) {
      throw new PlaidFault('INVALID_FIELD', `${name} must be between ${min} and ${max}`);
    }
  }
  if (field.fields) checkFields(value as Record<string, unknown>, field.fields, `${name}.`);
}

function isOfKind(value: unknown, kind: Field['kind']): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'integer':
      return Number.isInteger(value);
    case 'list':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
