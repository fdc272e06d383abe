/** JSON Schema by TypeBox, whose schemas carry the type of what they describe. Objects are closed. */

import { type Static, type TProperties, type TSchema, Type } from 'typebox';

export const text = Type.String();
export const boolean = Type.Boolean();
export const number = Type.Number();
export const count = Type.Integer({ minimum: 0 });
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
export const month = Type.String({ pattern: '^\\d{4}-\\d{2}$', description: 'YYYY-MM' });
/** A Date, which JSON writes in this form. */
export const dateTime = Type.Unsafe<Date>({
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'RFC 3339, UTC',
});

export const object = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

export const list = <Item extends TSchema>(item: Item) =>
  Type.Unsafe<readonly Static<Item>[]>(Type.Array(item));

export const nullable = <Known extends TSchema>(schema: Known) => Type.Union([schema, Type.Null()]);

/** Of a property that some objects do not have. */
export const optional = <Known extends TSchema>(schema: Known) => Type.Optional(schema);

/** One of these words or numbers. */
export const oneOf = <const Value extends string | number>(...values: readonly Value[]) =>
  Type.Unsafe<Value>({ enum: values });

/** The same schema with a sentence about it. */
export const describe = <Known extends TSchema>(schema: Known, description: string): Known => ({
  ...schema,
  description,
});

/** A schema among the document's components, as `ref({ Amount })`, so that its name there is its own. */
export const ref = <Known extends TSchema>(named: Readonly<Record<string, Known>>) =>
  Type.Unsafe<Static<Known>>({ $ref: `#/components/schemas/${Object.keys(named)}` });
