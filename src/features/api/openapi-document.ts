/** The API's description: OpenAPI 3.1. */

import { DAYS } from '../../finance/filter.ts';
import { MONTHS } from '../../finance/period.ts';
import { schemas } from '../../page/api-schema.ts';
import { count, day, describe, list, oneOf, text } from '../../page/json-schema.ts';

/** The document of this version. */
export function openApiDocument(version: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ledgerless',
      version,
      description:
        'What the pages show, as data: read through Plaid at each request, with the cookies of the pages. Parameters that make no sense count as not given.',
    },
    servers: [{ url: '/' }],
    security: [{ cookies: [] }],
    paths: {
      '/api/dashboard': path('Overview', 'Dashboard', { days: oneOf(...DAYS), source: SOURCE }),
      '/api/transactions': path('One page of transactions', 'Transactions', FILTER),
      '/api/spending': path('Income and spending by month', 'SpendingReport', {
        months: oneOf(...MONTHS),
        source: SOURCE,
      }),
      '/api/net-worth': path('What every account held on each day, and all together', 'NetWorth', {
        months: oneOf(...MONTHS),
        source: SOURCE,
      }),
      '/api/ahead': path('Balances and dues of the next 90 days', 'Ahead', { source: SOURCE }),
      '/api/credit': path('Cards and loans; the first call begins Plaid’s fee for them', 'Credit', {}),
      '/api/delete-me': DELETE_ME,
    },
    components: {
      schemas,
      securitySchemes: {
        cookies: {
          type: 'apiKey',
          in: 'cookie',
          name: 'bank-…',
          description:
            'The sealed cookies that linking a bank leaves: one for each bank, `__Host-` over https.',
        },
        account: {
          type: 'apiKey',
          in: 'cookie',
          name: 'user',
          description:
            'The sealed cookie that signing in leaves, where the server has accounts; `__Host-` over https.',
        },
      },
    },
  };
}

const PLAIN = describe(oneOf('yes'), 'Leaves the reader’s own book out: what the banks and Plaid say.');
const SOURCE = describe(oneOf('banks'), 'Reads transactions from the banks even where they are cached.');

const FILTER: Readonly<Record<string, object>> = {
  days: oneOf(...DAYS),
  q: describe(
    text,
    'Words that are all there, or an amount; a word after a minus is not. Looks through two years.',
  ),
  merchant: describe(
    list(text),
    'Names, digits apart, or in quotation marks with their digits; repeated for several. Looks through two years.',
  ),
  account: describe(list(text), 'Ids; repeated, or with commas between them.'),
  category: describe(
    list(text),
    'Primary or detailed categories, or your own; repeated, or with commas between them. Looks through two years.',
  ),
  counts: oneOf('income', 'spending', 'neither'),
  currency: describe(text, 'A code of ISO 4217, such as EUR, or Plaid’s own for what has none.'),
  direction: oneOf('in', 'out'),
  pending: oneOf('only', 'no'),
  min: text,
  max: text,
  from: day,
  to: day,
  page: count,
  source: SOURCE,
};

/** Nobody is refused: whoever sends no cookie has nothing to be deleted, and is told so. */
const DELETE_ME = {
  delete: {
    summary: 'Disconnects every bank, and deletes cached transactions, account and cookies',
    security: [{ cookies: [], account: [] }, { cookies: [] }, { account: [] }, {}],
    parameters: [
      {
        name: 'Origin',
        in: 'header',
        required: true,
        description:
          'This server’s own origin, such as https://ledgerless.example: no other site may do this.',
        schema: text,
      },
    ],
    responses: {
      200: response('All of it is deleted; the answer clears the cookies.', 'Deletion'),
      503: response('Something is left. Repeat it with the cookies that you hold then.', 'Deletion'),
      default: response('Anything else, such as 403 without the header, or 429 with Retry-After.', 'Error'),
    },
  },
};

function path(
  summary: string,
  answer: keyof typeof schemas,
  parameters: Readonly<Record<string, object>>,
): object {
  return {
    get: {
      summary,
      parameters: Object.entries({ ...parameters, plain: PLAIN }).map(([name, schema]) => ({
        name,
        in: 'query',
        schema,
      })),
      responses: {
        200: response('What the banks tell; those that fail are among the problems.', answer),
        401: response('No bank is connected.', 'NoBank'),
        default: response('Anything else, such as 429 or 503 with Retry-After.', 'Error'),
      },
    },
  };
}

function response(description: string, schema: keyof typeof schemas): object {
  return {
    description,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
