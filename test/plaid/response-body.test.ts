import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSemaphore, parseAnswer, withBytes } from '../../src/plaid/response-body.ts';

const MEGABYTE = Buffer.alloc(2 ** 20, 'x');

describe('the body of an answer', () => {
  it('is read whole and in order', async () => {
    const body = Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]);
    expect(await withBytes(body, async (bytes) => bytes.toString())).toBe('abc');
  });

  it.each([
    [10, true],
    [11, false],
  ])('of %d megabytes is accepted: %s', async (count, isAccepted) => {
    const body = Readable.from(Array.from({ length: count }, () => MEGABYTE));
    const size = withBytes(body, async ({ length }) => length).catch(({ code }) => code);
    expect(await size).toBe(isAccepted ? count * 2 ** 20 : 'ENDLESS_ANSWER');
    expect(body.destroyed).toBe(true);
  });

  it('is an error when it breaks off', async () => {
    const body = new PassThrough();
    const broken = withBytes(body, async () => 'read');
    body.write('half');
    body.destroy(new Error('of the network'));
    await expect(broken).rejects.toMatchObject({ kind: 'plaid-down', code: 'BROKEN_ANSWER' });
  });
});

describe('while eight long bodies are being read', () => {
  const LONG = Buffer.alloc(65 * 1024, 'x');
  /** Waits until it has been read. */
  const writeAndWait = async (body: PassThrough) => {
    body.write(LONG);
    while (body.readableLength > 0) await nextTurn();
  };
  let others: PassThrough[];
  let reading: Promise<string>[];
  beforeEach(async () => {
    others = Array.from({ length: 8 }, () => new PassThrough());
    reading = others.map((body) => withBytes(body, async () => 'read'));
    for (const body of others) await writeAndWait(body);
  });
  const finish = async () => {
    for (const body of others) body.end();
    await Promise.all(reading);
  };
  afterEach(finish);

  it('no more than the start of a ninth is read', async () => {
    const body = new PassThrough();
    const size = withBytes(body, async ({ length }) => length);
    await writeAndWait(body);
    for (let count = 1; count < 20; count += 1) body.write(LONG);
    body.end();
    await nextTurn();
    // A chunk that passes from the writable to the readable side counts on both.
    expect(body.readableLength + body.writableLength).toBe(20 * LONG.length);
    await finish();
    expect(await size).toBe(20 * LONG.length);
  });

  it('a ninth that waits can be aborted', async () => {
    const body = new PassThrough();
    const aborted = withBytes(body, async () => 'read').catch(({ code }) => code);
    await writeAndWait(body);
    body.emit('error', new Error('aborted'));
    body.destroy();
    await finish();
    expect(await aborted).toBe('BROKEN_ANSWER');
  });

  it('short ones are read without waiting', async () => {
    const short = Readable.from([Buffer.from('short')]);
    expect(await withBytes(short, async (bytes) => bytes.toString())).toBe('short');
  });
});

it('a semaphore admits as many as it has places, and then each in the order of coming', async () => {
  const enter = createSemaphore(2);
  const entered: number[] = [];
  const leaves = [0, 1, 2, 3].map(async (index) => {
    const leave = await enter();
    entered.push(index);
    return leave;
  });
  const [leave0, leave1] = [await leaves[0], await leaves[1]];
  expect(entered).toEqual([0, 1]);
  leave1?.();
  const leave2 = await leaves[2];
  expect(entered).toEqual([0, 1, 2]);
  leave0?.();
  leave2?.();
  const leave3 = await leaves[3];
  expect(entered).toEqual([0, 1, 2, 3]);
  leave3?.();
  expect(await Promise.all([enter(), enter()])).toHaveLength(2);
});

describe('the JSON of an answer', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['[]', []],
    ['null', null],
    ['"text"', null],
    ['12', null],
    ['<html>', null],
    ['', null],
    ['{"a":', null],
  ])('%j is parsed as %j', (text, answer) => {
    expect(parseAnswer(Buffer.from(text))).toEqual(answer);
  });

  it('is decoded as UTF-8', () => {
    expect(parseAnswer(Buffer.from('{"name":"Café Zürich €"}'))).toEqual({ name: 'Café Zürich €' });
  });
});

it('gives one owner half of the places at most, and a free one to whose owner holds fewest', async () => {
  const enter = createSemaphore(4);
  const [many, few, one] = [{}, {}, {}];
  const order: string[] = [];
  const wait = async (owner: object, name: string) => {
    const leave = await enter(owner);
    order.push(name);
    return leave;
  };
  const places = await Promise.all([enter(many), enter(many)]);
  const third = wait(many, 'many');
  const fewPlaces = await Promise.all([enter(few), enter(few)]);
  expect(order).toEqual([]);
  const second = wait(few, 'few');
  const single = wait(one, 'one');
  places[0]?.();
  (await single)();
  fewPlaces[0]?.();
  (await second)();
  expect(order).toEqual(['one', 'many', 'few']);
  places[1]?.();
  (await third)();
});

it('a long body whose page is over gives its place back, although its work still waits for a turn', async () => {
  const long = () => Readable.from([Buffer.alloc(65 * 1024), Buffer.from('x')]);
  const over = new AbortController();
  const [many, one] = [{}, {}];
  const waiting = Array.from({ length: 8 }, (_, at) =>
    withBytes(long(), () => new Promise(() => {}), { owner: at % 2 === 0 ? many : one, signal: over.signal }),
  );
  const gone = Promise.allSettled(waiting);
  await nextTurn();
  const next = withBytes(long(), async ({ length }) => length);
  expect(await Promise.race([next, nextTurn()])).toBeUndefined();
  over.abort(new Error('over'));
  expect((await gone).map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
  expect(await next).toBe(65 * 1024 + 1);
});
