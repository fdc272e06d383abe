import { expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { PlaidError, type PlaidErrorKind } from '../../src/plaid/errors.ts';
import { createFailures } from '../../src/plaid/failures.ts';

const HOUR_MS = 3_600_000;

function started() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) });
  let time = Date.UTC(2026, 2, 1);
  const failures = createFailures(log, () => new Date(time));
  const note = (kind: PlaidErrorKind, code: string, endpoint = '/accounts/get') =>
    failures.note(new PlaidError({ kind, code, endpoint, requestId: 'r1' }), { requestId: 'ours' });
  const pass = (ms: number) => {
    time += ms;
  };
  return { failures, lines, note, pass };
}

it('a cause that only the operator can end is one error in the log, with what to do, however often it is met', () => {
  const { lines, note, pass } = started();
  for (let i = 0; i < 500; i++) note('operator', 'INVALID_API_KEYS');
  expect(lines).toEqual([
    expect.objectContaining({
      ...{ level: 50, msg: 'plaid', kind: 'operator', code: 'INVALID_API_KEYS', endpoint: '/accounts/get' },
      ...{ plaidRequestId: 'r1', requestId: 'ours', remedy: expect.stringContaining('PLAID_SECRET') },
    }),
  ]);
  // Keys are refused at every call; a product at its own.
  note('operator', 'INVALID_API_KEYS', '/item/get');
  note('operator', 'INVALID_PRODUCT', '/liabilities/get');
  note('operator', 'INVALID_PRODUCT', '/transactions/get');
  note('operator', 'TRIAL_CONNECTION_LIMIT');
  note('unexpected', 'MISSING_FIELDS');
  expect(lines.map(({ code, endpoint }) => [code, endpoint])).toEqual([
    ['INVALID_API_KEYS', '/accounts/get'],
    ['INVALID_PRODUCT', '/liabilities/get'],
    ['INVALID_PRODUCT', '/transactions/get'],
    ['TRIAL_CONNECTION_LIMIT', '/accounts/get'],
    ['MISSING_FIELDS', '/accounts/get'],
  ]);
  pass(HOUR_MS - 1);
  note('operator', 'INVALID_API_KEYS');
  expect(lines).toHaveLength(5);
  pass(1);
  note('operator', 'INVALID_API_KEYS');
  expect(lines).toHaveLength(6);
});

it('the products that were asked for are named where there were any', () => {
  const { failures, lines } = started();
  const cause = { kind: 'operator', code: 'INVALID_PRODUCT', endpoint: '/link/token/create' } as const;
  failures.note(new PlaidError({ ...cause, products: ['transactions', 'liabilities'] }));
  failures.note(new PlaidError({ ...cause, code: 'NO_HOSTED_LINK' }));
  expect(lines.map(({ products }) => products)).toEqual([['transactions', 'liabilities'], undefined]);
});

it('a fault of ours is an error each time, since its place tells more than its code', () => {
  const { failures, lines } = started();
  const fault = { error: 'TypeError', at: 'at x.ts:1' };
  for (let i = 0; i < 2; i++)
    failures.note(new PlaidError({ kind: 'unexpected', code: 'UNEXPECTED', fault }));
  expect(lines).toEqual([1, 2].map(() => expect.objectContaining({ level: 50, ...fault })));
});

it('what a bank or its owner is the reason for is a warning, and is not counted', () => {
  const { failures, lines, note } = started();
  for (const kind of ['sign-in', 'at-bank', 'consent', 'not-ready', 'bank-down', 'gone', 'relink'] as const) {
    note(kind, 'X');
  }
  for (const kind of ['unlinkable', 'unsupported'] as const) note(kind, 'X');
  expect(lines.map(({ level }) => level)).toEqual(Array(9).fill(40));
  expect(failures.list()).toEqual([]);
});

it('counts each cause, the latest first, and forgets the oldest of very many', () => {
  const { failures, note, pass } = started();
  note('operator', 'A');
  pass(1000);
  note('limited', 'B', '/transactions/get');
  note('operator', 'A');
  const at = new Date(Date.UTC(2026, 2, 1) + 1000);
  expect(failures.list()).toEqual([
    { kind: 'operator', code: 'A', endpoint: '/accounts/get', products: [], count: 2, lastAt: at },
    { kind: 'limited', code: 'B', endpoint: '/transactions/get', products: [], count: 1, lastAt: at },
  ]);
  for (let i = 0; i < 1000; i++) note('plaid-down', `HTTP_${i}`);
  expect(failures.list()).toHaveLength(50);
  expect(failures.list()[0]).toMatchObject({ code: 'HTTP_999' });
});

it('a call whose reader has left is neither logged nor counted', () => {
  const { failures, lines, note } = started();
  note('plaid-down', 'READER_LEFT');
  expect([lines, failures.list()]).toEqual([[], []]);
});
