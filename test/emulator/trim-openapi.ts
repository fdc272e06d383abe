/**
 * Writes plaid-openapi.json anew from Plaid's whole document, 2020-09-14.yml of
 * https://github.com/plaid/plaid-openapi: npx tsx test/emulator/trim-openapi.ts <that file>
 *
 * Kept are the endpoints that the emulator serves, the webhooks about Items, transactions and Link, and every
 * schema that these refer to. Descriptions and examples are left out.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ENDPOINTS } from '../../src/emulator/endpoints.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schemas = { [name: string]: Json };

const TELLING = /^(description|title|example|examples|default|deprecated|externalDocs|x-.*)$/;
/** Only these two descriptions say which webhook a schema is of. */
const TOLD_IN_WORDS = ['webhook_type', 'webhook_code'];
const WEBHOOK = /^(?!Processor).*Webhook$/;
const WEBHOOK_TYPES = ['`ITEM`', '`TRANSACTIONS`', '`LINK`'];

const [source = ''] = process.argv.slice(2);
const whole = parse(readFileSync(source, 'utf8'));
const schemas: Schemas = whole.components.schemas;

const paths = Object.fromEntries(
  Object.keys(ENDPOINTS).map((endpoint) => {
    const { requestBody, responses } = whole.paths[endpoint].post;
    const post = {
      requestBody: { content: requestBody.content },
      responses: { 200: { content: responses['200'].content } },
    };
    return [endpoint, { post: trim(post) }];
  }),
);
const roots = ['PlaidError', ...Object.keys(schemas).filter(isOurWebhook)];
const kept = reachable([...roots, ...namesIn(paths)]);
const document = {
  openapi: whole.openapi,
  info: { title: whole.info.title, version: whole.info.version },
  paths,
  components: { schemas: Object.fromEntries(kept.map((name) => [name, trim(schemas[name] ?? null)])) },
};
writeFileSync(
  path.join(import.meta.dirname, 'plaid-openapi.json'),
  `${JSON.stringify(document, undefined, 1)}\n`,
);

function isOurWebhook(name: string): boolean {
  const type = whole.components.schemas[name].properties?.webhook_type?.description?.trim();
  return WEBHOOK.test(name) && WEBHOOK_TYPES.includes(type);
}

/** These schemas and all that they name, in the order of the whole document. */
function reachable(names: readonly string[]): string[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    namesIn(trim(schemas[name] ?? null)).forEach(follow);
  };
  names.forEach(follow);
  return Object.keys(schemas).filter((name) => found.has(name));
}

function namesIn(value: Json): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
}

function trim(value: Json): Json {
  if (Array.isArray(value)) return value.map(trim);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !TELLING.test(key))
      .map(([key, part]) => [key, key === 'properties' ? trimProperties(part) : trim(part)]),
  );
}

/** The keys of properties are names of fields, and one may be called `description`. */
function trimProperties(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties as { [name: string]: Json }).map(([name, schema]) => [
      name,
      TOLD_IN_WORDS.includes(name) ? withDescription(schema) : trim(schema),
    ]),
  );
}

function withDescription(schema: Json): Json {
  const { description = '' } = schema as { description?: string };
  return { ...(trim(schema) as { [key: string]: Json }), description: description.trim() };
}
