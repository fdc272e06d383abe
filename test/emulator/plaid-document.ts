/** Validators by Plaid's OpenAPI document, as trim-openapi.ts has shortened it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const DOCUMENT_PATH = path.join(import.meta.dirname, 'plaid-openapi.json');

export interface PlaidDocument {
  /** The validator of the 200 answer of an endpoint. Throws where the document knows no such endpoint. */
  answerOf(endpoint: string): ValidateFunction;
  /** The validator of a request's body. */
  requestOf(endpoint: string): ValidateFunction;
  /** The names of the fields that an endpoint knows. */
  fieldsOf(endpoint: string): string[];
  /** The validator of a schema by its name, such as a webhook's. */
  schema(name: string): ValidateFunction;
  readonly error: ValidateFunction;
}

const FORMATS = { date: /^\d{4}-\d\d-\d\d$/, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ };

/** Reads the document. */
export function readPlaidDocument(): PlaidDocument {
  const document = JSON.parse(readFileSync(DOCUMENT_PATH, 'utf8'));
  const ajv = new Ajv({ strict: false, logger: false, formats: FORMATS });
  ajv.addSchema({ $id: 'plaid', components: { schemas: convert(document.components.schemas) } });
  const compile = (ref: string) => ajv.compile({ $ref: `plaid${ref}` });
  return {
    answerOf: (endpoint) =>
      compile(document.paths[endpoint].post.responses['200'].content['application/json'].schema.$ref),
    requestOf: (endpoint) =>
      compile(document.paths[endpoint].post.requestBody.content['application/json'].schema.$ref),
    fieldsOf(endpoint) {
      const ref: string = document.paths[endpoint].post.requestBody.content['application/json'].schema.$ref;
      const { properties = {} } = document.components.schemas[ref.slice(ref.lastIndexOf('/') + 1)];
      return Object.keys(properties);
    },
    schema: (name) => compile(`#/components/schemas/${name}`),
    error: compile('#/components/schemas/PlaidError'),
  };
}

const LEFT_OUT = ['discriminator', 'example', 'examples', 'nullable', 'exclusiveMinimum', 'exclusiveMaximum'];

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type of its own; what JSON Schema reads otherwise is left out. */
function convert(value: Json): Json {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  const schema: Schema = {};
  for (const [key, part] of Object.entries(value)) {
    if (!LEFT_OUT.includes(key)) schema[key] = convert(part);
  }
  return value.nullable === true ? { anyOf: [{ type: 'null' }, withoutNull(schema)] } : schema;
}

/** A nullable enum may list null beside its strings. */
function withoutNull(schema: Schema): Schema {
  return Array.isArray(schema.enum)
    ? { ...schema, enum: schema.enum.filter((entry) => entry !== null) }
    : schema;
}
