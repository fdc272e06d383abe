import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withBytes } from '../../src/bank/body.ts';

const MEGABYTE = Buffer.alloc(2 ** 20, 'x');

it('gives all bytes in their order', async () => {
  const body = Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]);
  expect(await withBytes(body, async (bytes) => bytes.toString())).toBe('abc');
});

it.each([
  [10, true],
  [11, false],
])('takes in %d megabytes: %s', async (count, isTaken) => {
  const body = Readable.from(Array.from({ length: count }, () => MEGABYTE));
  const size = withBytes(body, async ({ length }) => length).catch(({ code }) => code);
  expect(await size).toBe(isTaken ? count * 2 ** 20 : 'ENDLESS_ANSWER');
  expect(body.destroyed).toBe(true);
});

it('that breaks off is no answer', async () => {
  const body = new PassThrough();
  const broken = withBytes(body, async () => 'read');
  body.write('half');
  body.destroy(new Error('of the network'));
  await expect(broken).rejects.toMatchObject({ kind: 'plaid-down', code: 'BROKEN_ANSWER' });
});

it('stays with the network while eight others are read, and may be given up there', async () => {
  const others = Array.from({ length: 8 }, () => new PassThrough());
  const reading = others.map((body) => withBytes(body, async () => 'read'));
  const [waiting, left] = [Readable.from([Buffer.from('late')]), Readable.from([Buffer.from('left')])];
  const outcome = withBytes(waiting, async (bytes) => bytes.toString());
  const givenUp = withBytes(left, async () => 'read').catch(({ code }) => code);
  left.emit('error', new Error('given up'));
  left.destroy();
  await turn();
  expect(waiting.readableFlowing).toBeNull();
  for (const body of others) body.end('x');
  await Promise.all(reading);
  expect(await outcome).toBe('late');
  expect(await givenUp).toBe('BROKEN_ANSWER');
});
