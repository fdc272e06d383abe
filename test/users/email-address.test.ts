import { expect, it } from 'vitest';
import { mailboxOf, parseEmailAddress } from '../../src/users/email-address.ts';

const LONGEST = `a@${'b'.repeat(254 - 'a@.org'.length)}.org`;

it.each([
  ['ada@example.org', 'ada@example.org'],
  ['  Ada.Lovelace+Bank@Example.ORG ', 'ada.lovelace+bank@example.org'],
  ["o'neil@example.co.uk", "o'neil@example.co.uk"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@EXAMPLE。org', 'ada@example.org'],
  ['ada@пример.рф', 'ada@xn--e1afmkfd.xn--p1ai'],
  ['ada@x.co', 'ada@x.co'],
  // The Kelvin sign in lower case is a k, to which the e-mail is sent.
  ['\u212Aate@example.org', 'kate@example.org'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  [LONGEST, LONGEST],
])('%j is the address %j', (typed, address) => {
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
  'ada@example.org@evil.example',
  'Ada <ada@example.org>',
  '"ada"@example.org',
  'ada@example.org\r\nBcc: eve@example.org',
  'ada\u0000@example.org',
  'ädä@example.org',
  'ada@-example.org',
  'ada@example..org',
  'ada@example.org.',
  'ada@example.org-',
  'ada@example.org_',
  'ada@example.1org',
  'ada@example.o',
  'ada@example.org/path',
  'ada@example.org\\path',
  'ada@example.org?cc=eve',
  'ada@example.org#eve',
  'ada@exam%70le.org',
  'ada@exam\tple.org',
  'ada@example\r\n.org',
  'ada@／example.org',
  `${'a'.repeat(65)}@example.org`,
  `b${LONGEST}`,
  ` ${LONGEST}`,
  // Too long once its domain is encoded for DNS.
  LONGEST.replace('b', 'ü'),
])('%j is not an address', (typed) => {
  expect(parseEmailAddress(typed)).toBeNull();
});

it.each([
  ['ada@example.org', 'ada@example.org'],
  ['ada+bank@example.org', 'ada@example.org'],
  ['ada+bank+more@example.org', 'ada@example.org'],
  ['a.d.a@example.org', 'ada@example.org'],
  ['a-d_a+x.y@example.org', 'ada@example.org'],
  ['ada+a@other.example.org', 'ada@other.example.org'],
  ['+bank@example.org', '+bank@example.org'],
  ['_-_@example.org', '_-_@example.org'],
])('counts %s for the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
