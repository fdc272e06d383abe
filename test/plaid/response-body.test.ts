import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBytes } from '../../src/plaid/response-body.ts';

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

describe('while eight long ones are being read', () => {
  const LONG = Buffer.alloc(65 * 1024, 'x');
  /** Until it has been read. */
  const writeAndWait = async (body: PassThrough) => {
    body.write(LONG);
    while (body.readableLength > 0) await turn();
  };
  let others: PassThrough[];
  let reading: Promise<string>[];
  beforeEach(async () => {
    others = Array.from({ length: 8 }, () => new PassThrough());
    reading = others.map((body) => withBytes(body, async () => 'read'));
    for (const body of others) await writeAndWait(body);
  });
  afterEach(() => finish());
  const finish = async () => {
    for (const body of others) body.end();
    await Promise.all(reading);
  };

  it('a ninth stays with the network', async () => {
    const body = new PassThrough();
    const size = withBytes(body, async ({ length }) => length);
    await writeAndWait(body);
    for (let count = 1; count < 20; count += 1) body.write(LONG);
    body.end();
    await turn();
    // The one that is on its way from one side to the other counts on both.
    expect(body.readableLength + body.writableLength).toBe(20 * LONG.length);
    await finish();
    expect(await size).toBe(20 * LONG.length);
  });

  it('one that waits may be given up', async () => {
    const body = new PassThrough();
    const givenUp = withBytes(body, async () => 'read').catch(({ code }) => code);
    await writeAndWait(body);
    body.emit('error', new Error('given up'));
    body.destroy();
    await finish();
    expect(await givenUp).toBe('BROKEN_ANSWER');
  });

  it('short ones are read all the same', async () => {
    const short = Readable.from([Buffer.from('short')]);
    expect(await withBytes(short, async (bytes) => bytes.toString())).toBe('short');
  });
});
