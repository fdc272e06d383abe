/** The OpenAPI document itself: whole, closed and described. */

import { expect, it } from 'vitest';
import { openApiDocument } from '../../../src/features/api/openapi-document.ts';

type Node = Record<string, unknown>;

interface Operation {
  summary: string;
  security?: Record<string, unknown>[];
  parameters: { name: string; in: string; required?: boolean; description?: string; schema: Node }[];
  responses: Record<string, { description: string; content: Record<string, { schema: Node }> }>;
}

const document = openApiDocument('1.2.3') as {
  openapi: string;
  info: Record<string, string>;
  servers: unknown;
  security: Record<string, unknown>[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Node>; securitySchemes: Record<string, Record<string, string>> };
};
const { schemas, securitySchemes } = document.components;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
);

/** Every schema of the document with its place, such as `Transaction.amount`. */
function* allSchemas(): Generator<{ at: string; node: Node }> {
  for (const [name, schema] of Object.entries(schemas)) yield* within(name, schema);
  for (const { name, operation } of operations)
    for (const parameter of operation.parameters)
      yield* within(`${name} ${parameter.name}`, parameter.schema);
}

function* within(at: string, node: Node): Generator<{ at: string; node: Node }> {
  yield { at, node };
  for (const [name, inner] of Object.entries((node.properties ?? {}) as Record<string, Node>))
    yield* within(`${at}.${name}`, inner);
  if (node.items) yield* within(`${at}[]`, node.items as Node);
  for (const choice of (node.anyOf ?? []) as Node[]) if (choice.type !== 'null') yield* within(at, choice);
}

const SENTENCE = /\p{L}{3}/u;
/** What a person's book brings. All other properties are there always. */
const OPTIONAL = new Set([
  ...['Transaction.told', 'SpendingReport.targets'],
  ...['Account.ownFigureOn', 'NetWorth.accounts[].ownFigureOn', 'Credit.loans[].ownFigureOn'],
  ...['Dashboard.converted', 'NetWorth.converted', 'SpendingReport.converted'],
]);
const TYPES = ['string', 'boolean', 'number', 'integer', 'object', 'array'];

it('has no open schema: each has one type, and each object lists all its properties', () => {
  for (const { at, node } of allSchemas()) {
    const ways = ['type', 'enum', 'anyOf', '$ref'].filter((way) => way in node);
    expect(ways, at).toHaveLength(1);
    if ('type' in node) expect(TYPES, at).toContain(node.type);
    if ('description' in node) expect(node.description, at).toMatch(SENTENCE);
    if ('$ref' in node) expect(Object.keys(schemas), at).toContain(String(node.$ref).split('/').at(-1));
    if ('anyOf' in node) expect(node.anyOf, at).toEqual([expect.any(Object), { type: 'null' }]);
    if (node.type === 'array') expect(node, at).toHaveProperty('items');
    if (node.type !== 'object') continue;
    expect(node, at).toMatchObject({
      additionalProperties: false,
      required: Object.keys(node.properties ?? {}).filter((name) => !OPTIONAL.has(`${at}.${name}`)),
    });
    expect(node.required, at).not.toEqual([]);
  }
});

it('describes every operation and each of its answers', () => {
  for (const { name, operation } of operations) {
    expect(operation.summary, name).toMatch(SENTENCE);
    expect(Object.keys(operation.responses), name).toEqual(
      name.startsWith('get') ? ['200', '401', 'default'] : ['200', '503', 'default'],
    );
    for (const { description, content } of Object.values(operation.responses)) {
      expect(description, name).toMatch(SENTENCE);
      const { $ref } = content['application/json']?.schema ?? {};
      expect(
        Object.keys(schemas).map((schema) => `#/components/schemas/${schema}`),
        name,
      ).toContain($ref);
    }
  }
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/' }], security: [{ cookies: [] }] });
  expect(document.info).toEqual({
    title: 'Ledgerless',
    version: '1.2.3',
    description: expect.stringMatching(SENTENCE),
  });
  const cookie = { type: 'apiKey', in: 'cookie', description: expect.stringMatching(SENTENCE) };
  expect(securitySchemes).toEqual({
    cookies: { ...cookie, name: 'bank-…' },
    account: { ...cookie, name: 'user' },
  });
});

const DAYS = [30, 90, 180, 365, 730];
const SOURCE = ['banks'];
const PLAIN = ['yes'];
const KINDS = [
  ...['sign-in', 'at-bank', 'consent', 'not-ready', 'bank-down', 'plaid-down', 'limited'],
  ...['unsupported', 'gone', 'relink', 'unlinkable', 'operator', 'unexpected'],
];

it('has the parameters of the pages, and no others', () => {
  const taken = operations.map(({ name, operation: { parameters } }) => [
    name,
    ...parameters.map((parameter) => `${parameter.in} ${parameter.name}`),
  ]);
  expect(taken).toEqual([
    ['get /api/dashboard', 'query days', 'query source', 'query plain'],
    [
      'get /api/transactions',
      ...['query days', 'query q', 'query merchant', 'query account', 'query category'],
      ...[
        'query counts',
        'query currency',
        'query direction',
        'query pending',
        'query min',
        'query max',
        'query from',
        'query to',
      ],
      ...['query page', 'query source', 'query plain'],
    ],
    ['get /api/spending', 'query months', 'query source', 'query plain'],
    ['get /api/net-worth', 'query months', 'query source', 'query plain'],
    ['get /api/ahead', 'query source', 'query plain'],
    ['get /api/credit', 'query plain'],
    ['delete /api/delete-me', 'header Origin'],
  ]);
  const deletion = document.paths['/api/delete-me']?.delete;
  expect(deletion?.parameters[0]).toMatchObject({
    required: true,
    description: expect.stringMatching(SENTENCE),
  });
  expect(deletion?.security).toEqual([{ cookies: [], account: [] }, { cookies: [] }, { account: [] }, {}]);
});

it('lists every value where there is a choice', () => {
  expect(
    Object.fromEntries([...allSchemas()].flatMap(({ at, node }) => (node.enum ? [[at, node.enum]] : []))),
  ).toEqual({
    'Account.type': ['depository', 'credit', 'loan', 'investment', 'other'],
    'Credit.loans[].kind': ['mortgage', 'student', 'loan', 'line-of-credit'],
    'Deletion.receipt[].where': ['Plaid', 'Redis', 'PostgreSQL', 'This browser'],
    'NetWorth.accounts[].reason': [
      ...['no-balance', 'investment', 'no-transactions', 'other-currency', 'not-read', 'opened'],
      'before-first',
    ],
    'NetWorth.accounts[].type': ['depository', 'credit', 'loan', 'investment', 'other'],
    'Problem.action': ['repair', 'own-site', 'again', 'wait', 'refresh', 'forget', 'operator'],
    'Problem.kind': KINDS,
    'Transaction.countsAs': ['income', 'spending', 'transfer', 'payment', 'borrowing', 'nothing'],
    'Transaction.told.countsAs': ['income', 'spending', 'transfer', 'payment', 'borrowing', 'nothing'],
    'Transactions.filter.counts': ['', 'income', 'spending', 'neither'],
    'Transactions.filter.direction': ['', 'in', 'out'],
    'Transactions.filter.pending': ['', 'only', 'no'],
    'Transactions.ignored[]': ['min', 'max', 'from', 'to'],
    'get /api/dashboard days': DAYS,
    'get /api/dashboard source': SOURCE,
    'get /api/transactions counts': ['income', 'spending', 'neither'],
    'get /api/transactions days': DAYS,
    'get /api/transactions direction': ['in', 'out'],
    'get /api/transactions pending': ['only', 'no'],
    'get /api/transactions source': SOURCE,
    'get /api/spending months': [3, 6, 12, 24],
    'get /api/spending source': SOURCE,
    'get /api/net-worth months': [3, 6, 12, 24],
    'get /api/net-worth source': SOURCE,
    'get /api/ahead source': SOURCE,
    'get /api/dashboard plain': PLAIN,
    'get /api/transactions plain': PLAIN,
    'get /api/spending plain': PLAIN,
    'get /api/net-worth plain': PLAIN,
    'get /api/ahead plain': PLAIN,
    'get /api/credit plain': PLAIN,
    'Ahead.events[].kind': ['in', 'out', 'card', 'connection', 'consent'],
    'Ahead.safeToSpend[].lines[].kind': ['balance', 'pending', 'payment', 'card', 'saving'],
  });
});

it('has patterns that match what they describe, whole, and nothing else', () => {
  const samples: Record<string, [string[], string[]]> = {
    'YYYY-MM-DD': [['2025-11-22'], ['2025-11-2', '25-11-22', 'x2025-11-22', '2025-11-22x', '2025-xx-22']],
    'YYYY-MM': [['2025-11'], ['2025-1', '25-11', 'x2025-11', '2025-11-22', 'yyyy-mm']],
    'RFC 3339, UTC': [
      ['2025-11-22T10:11:12.345Z'],
      [
        ...['2025-11-22', '2025-11-22T10:11:12Z', 'x2025-11-22T10:11:12.345Z', '2025-11-22T10:11:12.345Zx'],
        ...['2025-11-22T1:11:12.345Z', '2025-11-22T10:1:12.345Z', '2025-11-22T10:11:2.345Z'],
        ...['2025-11-22T10:11:12.5Z', '2025-11-2T10:11:12.345Z', '2025-1-22T10:11:12.345Z'],
        ...['225-11-22T10:11:12.345Z', '2025-11-22T10:11:12x345Z', 'dddd-dd-ddTdd:dd:dd.dddZ'],
      ],
    ],
    decimal: [
      ['0', '12', '-12.40', '1.00000001'],
      ['', '-', '.5', '1.', '12.4x', 'x1', '1,000', 'd', '--1'],
    ],
  };
  const patterned = [...allSchemas()].filter(({ node }) => node.pattern);
  expect(new Set(patterned.map(({ node }) => node.description ?? 'decimal'))).toEqual(
    new Set(Object.keys(samples)),
  );
  for (const { at, node } of patterned) {
    const pattern = new RegExp(String(node.pattern), 'u');
    const [good, bad] = samples[String(node.description ?? 'decimal')] ?? [[], []];
    expect(
      good.filter((text) => !pattern.test(text)),
      at,
    ).toEqual([]);
    expect(
      bad.filter((text) => pattern.test(text)),
      at,
    ).toEqual([]);
  }
});
