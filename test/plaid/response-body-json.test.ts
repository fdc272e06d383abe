import { expect, it } from 'vitest';
import { parseAnswer } from '../../src/plaid/response-body.ts';

it.each([
  ['{"a":1}', { a: 1 }],
  ['[]', []],
  ['null', null],
  ['"text"', null],
  ['12', null],
  ['<html>', null],
  ['', null],
  ['{"a":', null],
])('%j is %j', (text, answer) => {
  expect(parseAnswer(Buffer.from(text))).toEqual(answer);
});

it('reads bytes as UTF-8', () => {
  expect(parseAnswer(Buffer.from('{"name":"Café Zürich €"}'))).toEqual({ name: 'Café Zürich €' });
});
