/** Cookies that are forged or garbled: none is accepted, and none makes a request fail. */

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { deriveKey } from '../src/crypto/keys.ts';
import { asked } from './support/asked.ts';
import { beginLink, finishAtPlaid, linkBank } from './support/link.ts';
import { hasPostgres } from './support/postgres.ts';
import { askForLink, signIn } from './support/sign-in.ts';
import { startStoresApp } from './support/stores-app.ts';

const FORGERIES = 10_000;
const AT_ONCE = 25;
const EMAIL = 'owner@example.org';

// Where there is no PostgreSQL nobody can sign in, and those cookies cannot be tried.
const { app, mail, close } = await startStoresApp(
  { redis: false, accounts: hasPostgres },
  { RATE_LIMIT: '0' },
);
afterAll(() => close());

/** A browser with each cookie that there is: a bank, a visit to Plaid, and somebody who has signed in and does so again. */
const client = app.newClient();
if (mail) await signIn(client, mail, EMAIL);
await linkBank(client);
const returnUrl = await finishAtPlaid(await beginLink(client));
if (mail) await askForLink(client, EMAIL);
const real = client.jar;

/** Where one cookie shows that it was accepted, by an answer that differs from a stranger's. */
interface Place {
  readonly shows: string;
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  /** Only with accounts. */
  readonly isOfAccounts?: true;
}
const PLACES: readonly Place[] = [
  { shows: 'a bank', path: '/dashboard' },
  { shows: 'a visit to Plaid', path: returnUrl },
  { shows: 'a user', path: '/account', isOfAccounts: true },
  { shows: 'a session', path: '/sign-in', isOfAccounts: true },
  // Strangers have used up what can be sent to that address.
  { shows: 'a known browser', path: '/sign-in', form: { email: EMAIL }, isOfAccounts: true },
];
const places = PLACES.filter(({ isOfAccounts }) => mail !== null || !isOfAccounts);

/** The answer at a place, without what stands around every page. */
async function answerAt({ path, form }: Place, cookie: string): Promise<string> {
  const response = await fetch(new URL(path, app.url), {
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  });
  const [main = ''] = /<main[\s\S]*<\/main>/.exec(await response.text()) ?? [];
  return `${response.status} ${response.headers.get('location')} ${main}`;
}

const stranger = app.newClient();
if (mail) while ((await stranger.copy().post('/sign-in', { email: EMAIL })).status !== 429);
// What a stranger brings back is ended, and the second time it is over.
await stranger.get(returnUrl);

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

/** A session's cookie under a genuine signature, which no forger can make: then only the seal within is left to tell. */
function signed(sealed: string): string {
  const [key] = app.services.config.encryptionKeys;
  const secret = deriveKey(key as Buffer, 'session signature').toString('hex');
  const signature = createHmac('sha256', secret).update(sealed).digest('base64').replace(/=+$/, '');
  return encodeURIComponent(`s:${sealed}.${signature}`);
}

/** What of a session's cookie is signed. */
function sealedIn(session: string): string {
  return /^s:(.*)\./.exec(decodeURIComponent(session))?.[1] ?? '';
}

/** A value in place of a genuine one. */
function forgedValue(name: string, value: string): fc.Arbitrary<string> {
  const whole = fc.oneof({ weight: 3, arbitrary: changed(value) }, { weight: 1, arbitrary: INVENTED });
  if (name !== 'session') return whole;
  const sealed = sealedIn(value);
  const withSignature = changed(sealed).filter((other) => other !== sealed);
  return fc.oneof(whole, withSignature.map(signed));
}

/** Cookie headers in which no value is genuine. */
function forgedHeaders(): string[] {
  const forged = [...real].map(([name, value]) => {
    const genuine = new Set([value, decodeURIComponent(value)]);
    return forgedValue(name, value)
      .filter((other) => !genuine.has(other.trim()) && !isSameWhenDecoded(other, genuine))
      .map((other) => `${name}=${other}`);
  });
  const genuineOf = (kind: string) => [...real].find(([name]) => name.startsWith(kind))?.[1] ?? '';
  const kinds = ['session', 'bank-', 'link-', 'user', 'known-browser'];
  const [session, bank, link, user, known] = kinds.map(genuineOf);
  const swapped = fc.constantFrom(
    `session=${bank}; bank-aaaaaa=${session}`,
    `bank-aaaaaa=${link}; link-aaaaaa=${bank}`,
    `session=${user}; user=${session}`,
    ...[bank, link, user, known].map((other) => `session=${signed(other ?? '')}`),
    `user=${known}; known-browser=${user}`,
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
  const ofStranger = new Map<Place, string>();
  for (const place of places) ofStranger.set(place, await answerAt(place, ''));
  const before = asked(app.emulator).length;
  const wrong: string[] = [];
  const worker = async () => {
    for (let header = headers.pop(); header !== undefined; header = headers.pop()) {
      const place = places[headers.length % places.length] as Place;
      const answer = await answerAt(place, header);
      if (answer !== ofStranger.get(place)) wrong.push(`${place.shows}: ${answer.slice(0, 200)} ${header}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong).toEqual([]);
  expect(asked(app.emulator).length).toBe(before);
}, 240_000);

it.each(places)('the genuine cookies that they were made from are accepted: $shows', async (place) => {
  const cookie = [...real].map(([name, value]) => `${name}=${value}`).join('; ');
  expect(await answerAt(place, cookie)).not.toBe(await answerAt(place, ''));
});

it('a session of the genuine text and a signature of the test’s is the genuine one', () => {
  const session = real.get('session') ?? '';
  expect(signed(sealedIn(session))).toBe(session);
});

/** A percent sign may spell a genuine letter. */
function isSameWhenDecoded(value: string, genuine: ReadonlySet<string>): boolean {
  try {
    return genuine.has(decodeURIComponent(value.split(';')[0] ?? '').trim());
  } catch {
    return false;
  }
}
