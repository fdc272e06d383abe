/** Heads that are too long: only long cookies are cleared, wherever the network cuts the head into packets. */

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { listen } from '../../src/web/server.ts';

const server = await listen((_req, res) => void res.end('hello'), {
  port: 0,
  host: '127.0.0.1',
  isSecure: false,
});
afterAll(() => server.stop());
const { port } = server.server.address() as { port: number };

async function answerTo(head: string, cuts: readonly number[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  socket.on('error', () => {});
  const answer = text(socket).catch(() => '');
  let from = 0;
  for (const cut of [...cuts, head.length].toSorted((a, b) => a - b)) {
    socket.write(head.slice(from, cut));
    from = cut;
    await pause(1);
  }
  return answer;
}

const lines = (address: string, ...headers: string[]) =>
  [`GET /${address} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');

/** What a page of anybody can make a browser send. The person's own cookies have 8,000 bytes at most. */
const foreign = fc
  .record({
    address: fc.integer({ min: 0, max: 70_000 }),
    referer: fc.integer({ min: 0, max: 70_000 }),
    cookie: fc.integer({ min: 1, max: 7_900 }),
    letters: fc.constantFrom('a', '; b=c', '%0d%0acookie:'),
  })
  .map(({ address, referer, cookie, letters }) =>
    lines(
      letters.repeat(address / letters.length),
      `Referer: https://elsewhere.example/${letters.repeat(referer / letters.length)}`,
      `Cookie: bank-abcdef=${'x'.repeat(cookie)}`,
    ),
  );
const lockedOut = fc
  .integer({ min: 25_000, max: 60_000 })
  .map((length) => lines('dashboard', `Cookie: session=${'x'.repeat(length)}`));
const cutIn = (head: string) =>
  fc.uniqueArray(fc.integer({ min: 1, max: head.length - 1 }), { minLength: 1, maxLength: 2 });
const inPackets = (heads: fc.Arbitrary<string>) =>
  heads.chain((head) => fc.tuple(fc.constant(head), cutIn(head)));

it('clears no cookies for a long address or Referer, in two packets or three', async () => {
  await fc.assert(
    fc.asyncProperty(inPackets(foreign), async ([head, cuts]) => {
      expect(await answerTo(head, cuts)).not.toMatch(/clear-site-data|set-cookie/i);
    }),
    { numRuns: 150 },
  );
});

it('clears cookies that are too long, in two packets or three', async () => {
  await fc.assert(
    fc.asyncProperty(inPackets(lockedOut), async ([head, cuts]) => {
      const answer = await answerTo(head, cuts);
      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(answer).toMatch(/set-cookie: session=; Path=\/; Expires=Thu, 01 Jan 1970/i);
      expect(answer).not.toMatch(/clear-site-data/i);
    }),
    { numRuns: 100 },
  );
});
