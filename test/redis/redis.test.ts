import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';

const AGAIN = { timeout: 10_000, interval: 100 };

let server: RunningRedis;
let open: Redis[] = [];
let changes: string[] = [];
beforeAll(async () => {
  if (hasRedis) server = await startRedis();
});
afterAll(() => server?.close());
afterEach(() => {
  for (const redis of open) redis.close();
  open = [];
  changes = [];
});

async function connect(url = server.url): Promise<Redis> {
  const redis = await createRedis({
    url,
    answerWithinMs: REDIS_ANSWERS_WITHIN_MS,
    onChange: ({ isDown, code }) => void changes.push(isDown ? `down ${code}` : 'up'),
  });
  open.push(redis);
  return redis;
}

/** How many there have been; to ask is one more. */
const connections = async () =>
  Number(/total_connections_received:(\d+)/.exec(String(await server.send('INFO', 'stats')))?.[1]);
const ping = (redis: Redis) => redis.ask((client) => client.ping());

describe.skipIf(!hasRedis)('a Redis that', () => {
  it('is well answers, without a word', async () => {
    expect(await ping(await connect())).toBe('PONG');
    expect(changes).toEqual([]);
  });

  it('is not there is none, and costs one word', async () => {
    const redis = await connect(`redis://127.0.0.1:${await freePort()}`);
    for (let times = 0; times < 20; times++) expect(await ping(redis)).toBeNull();
    await wait(300);
    expect(changes).toEqual(['down ECONNREFUSED']);
  });

  it('is killed and comes back is asked again by itself', async () => {
    const redis = await connect();
    await server.kill();
    expect(await ping(redis)).toBeNull();
    await server.start();
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), AGAIN);
    expect(changes).toHaveLength(2);
    expect(changes.at(-1)).toBe('up');
  });

  it('hangs is none until it answers again', async () => {
    const redis = await connect();
    server.freeze();
    for (let times = 0; times < 2; times++) expect(await ping(redis)).toBeNull();
    server.thaw();
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), AGAIN);
    expect(changes).toEqual(['down NO_ANSWER', 'up']);
  });

  it('hangs keeps two who ask at once no longer, and connects anew once', async () => {
    const redis = await connect();
    const before = await connections();
    server.freeze();
    expect(await Promise.all([ping(redis), ping(redis)])).toEqual([null, null]);
    server.thaw();
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), AGAIN);
    // One for the new connection, one for the question itself.
    expect((await connections()) - before).toBe(2);
  });

  it.each<[string, unknown, string]>([
    ['a code', Object.assign(new Error('words'), { code: 'ECONNRESET' }), 'down ECONNRESET'],
    ['Redis’s own first word', new Error('LOADING Redis is loading'), 'down LOADING'],
    ['neither', new TypeError('the word OOM later'), 'down TypeError'],
    ['no error at all', 'words', 'down UNKNOWN'],
  ])('fails with %s says so without its words', async (_what, failure, told) => {
    const redis = await connect();
    const before = await connections();
    expect(await redis.ask(() => Promise.reject(failure))).toBeNull();
    expect(changes).toEqual([told]);
    // The connection still serves, and is kept.
    expect((await connections()) - before).toBe(1);
  });

  it('is paused by its operator is as one that hangs', async () => {
    const redis = await connect();
    await server.send('CLIENT', 'PAUSE', '3000');
    expect(await ping(redis)).toBeNull();
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), AGAIN);
    expect(changes).toEqual(['down NO_ANSWER', 'up']);
  });

  it('is full says so by its code alone', async () => {
    const redis = await connect();
    await server.send('CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction');
    expect(await redis.ask((client) => client.set('ledgerless:secret', 'words'))).toBeNull();
    expect(changes).toEqual(['down OOM']);
    const question = vi.fn();
    expect(await redis.ask(question)).toBeNull();
    expect(question).not.toHaveBeenCalled();
    await server.send('CONFIG', 'SET', 'maxmemory', '0');
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), AGAIN);
  });

  it('falls silent without closing is given up, and connected to anew', async () => {
    const proxy = await openProxy(server.url);
    const redis = await connect(proxy.url);
    expect(await ping(redis)).toBe('PONG');
    proxy.isSilent = true;
    expect(await ping(redis)).toBeNull();
    await wait(3000);
    proxy.isSilent = false;
    await vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), { ...AGAIN, timeout: 20_000 });
    expect(proxy.connections).toBeGreaterThan(1);
    proxy.close();
  }, 30_000);
});

interface Proxy {
  readonly url: string;
  /** Swallows what is said over the connections there are; new ones it takes and does not answer. */
  isSilent: boolean;
  readonly connections: number;
  close(): void;
}

async function openProxy(target: string): Promise<Proxy> {
  const port = await freePort();
  const sockets: Socket[] = [];
  const { connect: dial } = await import('node:net');
  const listener: Server = createServer((near) => {
    const far = dial(Number(new URL(target).port), '127.0.0.1');
    let isCutOff = proxy.isSilent;
    const pass = (to: Socket) => (data: Buffer) => {
      isCutOff ||= proxy.isSilent;
      if (!isCutOff) to.write(data);
    };
    sockets.push(
      near.on('data', pass(far)).on('error', () => {}),
      far.on('data', pass(near)).on('error', () => {}),
    );
    near.on('close', () => far.destroy());
  });
  const proxy = {
    url: `redis://127.0.0.1:${port}`,
    isSilent: false,
    get connections() {
      return sockets.length / 2;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  return proxy;
}
