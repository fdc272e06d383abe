import { createServer, connect as dial, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRedis, type Redis } from '../../src/redis/redis.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, REDIS_ANSWERS_WITHIN_MS, type RunningRedis, startRedis } from '../support/redis.ts';

const ping = (redis: Redis) => redis.ask((client) => client.ping());

describe.skipIf(!hasRedis)('Redis', () => {
  let server: RunningRedis;
  let open: Redis[] = [];
  let changes: string[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
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

  const answersAgain = (redis: Redis, timeout = 10_000) =>
    vi.waitFor(async () => expect(await ping(redis)).toBe('PONG'), { timeout, interval: 100 });

  /** How many connections there have been; asking is one more. */
  const connections = async () =>
    Number(/total_connections_received:(\d+)/.exec(String(await server.send('INFO', 'stats')))?.[1]);

  it('answers, without any change reported', async () => {
    expect(await ping(await connect())).toBe('PONG');
    expect(changes).toEqual([]);
  });

  it('that is not there answers null, which is reported once', async () => {
    const redis = await connect(`redis://127.0.0.1:${await freePort()}`);
    for (let times = 0; times < 20; times++) expect(await ping(redis)).toBeNull();
    await wait(300);
    expect(changes).toEqual(['down ECONNREFUSED']);
  });

  it('that is killed answers again as soon as it has been started', async () => {
    const redis = await connect();
    await server.kill();
    expect(await ping(redis)).toBeNull();
    await server.start();
    await answersAgain(redis);
    expect(changes).toHaveLength(2);
    expect(changes.at(-1)).toBe('up');
  });

  it('that hangs answers null until it goes on', async () => {
    const redis = await connect();
    server.freeze();
    for (let times = 0; times < 2; times++) expect(await ping(redis)).toBeNull();
    server.thaw();
    await answersAgain(redis);
    expect(changes).toEqual(['down NO_ANSWER', 'up']);
  });

  it('that hangs gets one new connection, however many questions were waiting', async () => {
    const redis = await connect();
    const before = await connections();
    server.freeze();
    expect(await Promise.all([ping(redis), ping(redis)])).toEqual([null, null]);
    server.thaw();
    await answersAgain(redis);
    // One for the new connection, one for asking.
    expect((await connections()) - before).toBe(2);
  });

  it.each<[string, unknown, string]>([
    ['a code', Object.assign(new Error('words'), { code: 'ECONNRESET' }), 'down ECONNRESET'],
    ['Redis’s own first word', new Error('LOADING Redis is loading'), 'down LOADING'],
    ['neither', new TypeError('the word OOM later'), 'down TypeError'],
    ['no error at all', 'words', 'down UNKNOWN'],
  ])('that fails with %s is reported without the message', async (_what, failure, reported) => {
    const redis = await connect();
    const before = await connections();
    expect(await redis.ask(() => Promise.reject(failure))).toBeNull();
    expect(changes).toEqual([reported]);
    // The connection still works, and is kept.
    expect((await connections()) - before).toBe(1);
  });

  it('that is paused by its operator answers null until it goes on', async () => {
    const redis = await connect();
    await server.send('CLIENT', 'PAUSE', '3000');
    expect(await ping(redis)).toBeNull();
    await answersAgain(redis);
    expect(changes).toEqual(['down NO_ANSWER', 'up']);
  });

  it('that is full is reported by its code alone, and not asked for a while', async () => {
    const redis = await connect();
    await server.send('CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction');
    expect(await redis.ask((client) => client.set('ledgerless:secret', 'words'))).toBeNull();
    expect(changes).toEqual(['down OOM']);
    const question = vi.fn();
    expect(await redis.ask(question)).toBeNull();
    expect(question).not.toHaveBeenCalled();
    await server.send('CONFIG', 'SET', 'maxmemory', '0');
    await answersAgain(redis);
  });

  it('that falls silent without closing the connection gets a new one', async () => {
    const proxy = await openProxy(server.url);
    const redis = await connect(proxy.url);
    expect(await ping(redis)).toBe('PONG');
    proxy.isSilent = true;
    expect(await ping(redis)).toBeNull();
    await wait(3000);
    proxy.isSilent = false;
    await answersAgain(redis, 20_000);
    expect(proxy.connections()).toBeGreaterThan(1);
    proxy.close();
  });
});

/** While it `isSilent`, it swallows what its connections send, and does not answer new ones. */
async function openProxy(target: string) {
  const port = await freePort();
  const sockets: Socket[] = [];
  const listener = createServer((near) => {
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
    connections: () => sockets.length / 2,
    close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  return proxy;
}
