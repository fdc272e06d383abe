import { expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/http/email-address.ts';

it.each([
  ['ada@example.org', 'ada@example.org'],
  ['  Ada.Lovelace+Bank@Example.ORG ', 'ada.lovelace+bank@example.org'],
  ["o'neil@example.co.uk", "o'neil@example.co.uk"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@EXAMPLE。org', 'ada@example.org'],
  // The Kelvin sign is a k in lower case, and the e-mail goes to the k.
  ['\u212Aate@example.org', 'kate@example.org'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
])('reads %j as %j', (typed, address) => {
  expect(parseEmailAddress(typed)).toBe(address);
});

it.each([
  undefined,
  null,
  7,
  ['ada@example.org'],
  '',
  'ada',
  '@example.org',
  'ada@',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'a..b@example.org',
  '.a@example.org',
  'ada@example.org,eve@example.org',
  'ada@example.org eve@example.org',
  'ada@eve@example.org',
  'Ada <ada@example.org>',
  '"ada"@example.org',
  'ada@example.org\r\nBcc: eve@example.org',
  'ada\u0000@example.org',
  'ädä@example.org',
  'ada@-example.org',
  'ada@example..org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(12)}.org`,
])('reads no address in %j', (typed) => {
  expect(parseEmailAddress(typed)).toBeNull();
});
