import type { Request } from 'express';
import { expect, it } from 'vitest';
import { cookiesOf } from '../../../src/features/privacy/own-cookies.ts';

const BANKS = [{ id: 'k3v7qa', name: 'Fernhollow Bank', until: 'May 1, 2026' }];
const SESSION = 'What you are doing at the moment, such as a linking you began, encrypted';
const USER = 'The number of the account you are signed in to, encrypted';
const BROWSER = 'when you close the browser';
const SIGNED_IN = 'when you sign out, after 30 days at the latest';

it.each([
  ['bank-k3v7qa', 'The key to Fernhollow Bank, encrypted', 'May 1, 2026'],
  ['__Host-bank-k3v7qa', 'The key to Fernhollow Bank, encrypted', 'May 1, 2026'],
  ['bank-k3v7qa-more', 'Not ours', BROWSER],
  ['bank-other', 'Not ours', BROWSER],
  ['preferences', 'Whether amounts are hidden, and light or dark', 'a year after you change it'],
  ['session', SESSION, BROWSER],
  ['__Host-session', SESSION, BROWSER],
  ['my-session', 'Not ours', BROWSER],
  ['session-of-another', 'Not ours', BROWSER],
  ['user', USER, SIGNED_IN],
  ['__Host-user', USER, SIGNED_IN],
  ['superuser', 'Not ours', BROWSER],
  ['user-of-another', 'Not ours', BROWSER],
])('tells what %s holds, and when it ends', (name, holds, ends) => {
  const request = { headers: { cookie: `${name}=a%20b` } } as Request;
  expect(cookiesOf(request, BANKS)).toEqual([{ name, holds, ends, bytes: name.length + 6 }]);
});

it('has none where none was sent, and all in the order in which they were', () => {
  expect(cookiesOf({ headers: {} } as Request, BANKS)).toEqual([]);
  const request = { headers: { cookie: 'user=1; other=2; session=3' } } as Request;
  expect(cookiesOf(request, []).map(({ name }) => name)).toEqual(['user', 'other', 'session']);
});
