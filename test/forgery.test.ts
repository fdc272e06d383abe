/** Cookies that are forged or garbled: none is accepted, and none makes a request fail. */

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { asked } from './support/asked.ts';
import { beginLink, linkBank } from './support/link.ts';
import { startTestApp } from './support/test-app.ts';

const FORGERIES = 10_000;
const AT_ONCE = 25;

const app = await startTestApp();
const client = app.newClient();
await linkBank(client);
await beginLink(client);
/** The cookies of a browser with a bank and a linking that was begun. */
const real = client.jar;
afterAll(() => app.close());

const BASE64URL = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

/** A genuine value, slightly changed. */
function changed(value: string): fc.Arbitrary<string> {
  const place = fc.nat(value.length - 1);
  const letter = fc.constantFrom(...BASE64URL, '.', '=', '+', '/', ' ');
  return fc.oneof(
    fc.tuple(place, letter).map(([at, other]) => value.slice(0, at) + other + value.slice(at + 1)),
    place.map((at) => value.slice(0, at)),
    place.map((at) => value.slice(at + 1)),
    place.map((at) => value.slice(0, at) + value.slice(at + 1)),
    fc.tuple(place, letter).map(([at, other]) => value.slice(0, at) + other + value.slice(at)),
    letter.map((other) => value + other),
    fc.constantFrom(value + value, value.toUpperCase(), value.toLowerCase(), [...value].reverse().join('')),
    fc.constantFrom(value.replace('v1', 'v2'), value.replace('v1', 'v0'), value.replace('v1.', '')),
    fc.shuffledSubarray(value.split('.')).map((parts) => parts.join('.')),
  );
}

/** Any value that a header can carry, and some that look like sealed ones. */
const INVENTED = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)) }),
  fc
    .tuple(
      fc.constantFrom('v1', 'v2', '__proto__', ''),
      fc.base64String(),
      fc.base64String({ maxLength: 400 }),
    )
    .map((parts) => parts.join('.')),
  fc.constantFrom('', '%', '%00', '%E0%A4%A', 's%3A', 's%3A.', 'null', '[object Object]', '{}', 'j%3A%7B%7D'),
  fc.constant('v1.aaaaaaaa.'.padEnd(4000, 'A')),
);

/** Cookie headers in which no value is genuine. */
function forgedHeaders(): string[] {
  const forged = [...real].map(([name, value]) => {
    const genuine = new Set([value, decodeURIComponent(value)]);
    return fc
      .oneof({ weight: 3, arbitrary: changed(value) }, { weight: 1, arbitrary: INVENTED })
      .filter((other) => !genuine.has(other.trim()) && !isSameWhenDecoded(other, genuine))
      .map((other) => `${name}=${other}`);
  });
  const [session = '', bank = ''] = [...real.values()];
  const swapped = fc.constantFrom(
    `session=${bank}; bank-aaaaaa=${session}`,
    `bank-zzzzzz=${bank}`,
    `bank-=${bank}`,
    `bank-__proto__=${bank}; __proto__=${bank}`,
  );
  const header = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(...forged).map((cookies) => cookies.join('; ')) },
    { weight: 1, arbitrary: swapped },
    { weight: 1, arbitrary: INVENTED },
  );
  return fc.sample(header, { numRuns: FORGERIES, seed: 7 });
}

it(`none of ${FORGERIES.toLocaleString()} forged and garbled cookies is accepted or makes a request fail`, async () => {
  const headers = forgedHeaders();
  const calls = () => asked(app.emulator).length;
  const before = calls();
  const wrong: string[] = [];
  const worker = async () => {
    for (let header = headers.pop(); header !== undefined; header = headers.pop()) {
      const path = headers.length % 2 === 0 ? '/dashboard' : '/link/return';
      const answer = await fetch(app.url + path, { headers: { cookie: header }, redirect: 'manual' });
      await answer.arrayBuffer();
      const expected = path === '/dashboard' ? '/' : '/dashboard';
      const isRefused = answer.status === 303 && answer.headers.get('location') === expected;
      if (!isRefused) wrong.push(`${answer.status} ${path} ${header}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong).toEqual([]);
  expect(calls()).toBe(before);
}, 240_000);

it('the genuine cookies that they were made from are accepted', async () => {
  const cookie = [...real].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${app.url}/privacy`, { headers: { cookie } });
  expect(await answer.text()).toContain('Fernhollow Bank');
});

/** A percent sign may spell a genuine letter. */
function isSameWhenDecoded(value: string, genuine: ReadonlySet<string>): boolean {
  try {
    return genuine.has(decodeURIComponent(value.split(';')[0] ?? '').trim());
  } catch {
    return false;
  }
}
