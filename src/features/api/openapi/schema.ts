/** JSON Schema in a few words. Objects are closed, and every property is there: what is not known is null. */

export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const yesOrNo: Schema = { type: 'boolean' };
export const number: Schema = { type: 'number' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' };
export const month: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}$', description: 'YYYY-MM' };
export const moment: Schema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'RFC 3339, UTC',
};

export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function oneOf(...values: readonly (string | number)[]): Schema {
  return { enum: values };
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** The same schema with a sentence about it. */
export function about(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

/** A schema among the document's components. */
export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
