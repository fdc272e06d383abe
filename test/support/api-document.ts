/** Checks the API's answers by its own description. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { openApiDocument } from '../../src/features/api/openapi-document.ts';
import type { Answer } from './client.ts';

interface Described {
  readonly paths: Readonly<Record<string, Partial<Record<Method, { responses: Record<string, Response> }>>>>;
}

type Method = 'get' | 'delete';

interface Response {
  readonly content: { 'application/json': { schema: { $ref: string } } };
}

const document = openApiDocument('0.0.0') as Described;
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
for (const word of ['openapi', 'info', 'servers', 'security', 'paths', 'components']) ajv.addKeyword(word);
ajv.addSchema({ $id: 'api', ...document });

/** The answer's JSON, which must be as described for its path, method and status. */
export function described<T = Record<string, never>>(
  answer: Answer,
  path: string,
  method: Method = 'get',
): T {
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const responses = document.paths[path]?.[method]?.responses ?? {};
  const response = responses[String(answer.status)] ?? responses.default;
  const ref = response?.content['application/json'].schema.$ref ?? '';
  const body = JSON.parse(answer.text);
  expect(faultsBy(ref, body), `${path} answered ${answer.status}`).toEqual([]);
  return body;
}

/** What of this value is not as a schema of the description says, such as `#/components/schemas/Amount`. */
export function faultsBy(ref: string, value: unknown): readonly object[] {
  const validate = ajv.getSchema(`api${ref}`);
  if (!validate) throw new Error(`nothing is described at ${ref}`);
  validate(value);
  return validate.errors ?? [];
}
