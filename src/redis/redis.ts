/** Redis or Valkey, which may be down: no question takes long, and none rejects. */

import { setTimeout as wait } from 'node:timers/promises';
import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  createClient,
  DisconnectsClientError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  TimeoutError,
} from '@redis/client';

type RedisClient = ReturnType<typeof openClient>;

export interface Redis {
  /** The answer; null where Redis gave none in time, or failed so shortly before that it was not asked. */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T | null>;
  /** Asks at once, whatever failed before: null where Redis answers, else the code of why not. */
  try(): Promise<string | null>;
  close(): void;
}

interface RedisOptions {
  readonly url: string;
  /** How long anyone waits for an answer, in milliseconds; 150 unless said. */
  readonly answerWithinMs?: number | undefined;
  /** Told once that Redis has failed, with its own or the network's code, and once that it answers again. */
  readonly onChange: (change: { isDown: boolean; code: string | null }) => void;
}

const ANSWER_WITHIN_MS = 150;
const TRY_WITHIN_MS = 1000;
/** How long nobody asks after a failure. */
const PAUSE_MS = 2000;
const CONNECT_WITHIN_MS = 1000;
const RECONNECT_AFTER_AT_MOST_MS = 1000;
/** While nobody asks, a connection over which nothing comes back is given up too. */
const PING_EVERY_MS = 5000;
const SILENT_FOR_MS = 10_000;
const ignore = () => {};

/** Connects, or goes on without after a second and connects when it can. */
export async function createRedis({
  url,
  answerWithinMs = ANSWER_WITHIN_MS,
  onChange,
}: RedisOptions): Promise<Redis> {
  let isDown = false;
  let pausedUntil = 0;
  /** The last code of the network's: a question only tells that there is no connection. */
  let networkCode: string | null = null;
  let { client, connected } = connect();
  await Promise.race([connected, wait(CONNECT_WITHIN_MS, undefined, { ref: false })]);

  function connect(): { client: RedisClient; connected: Promise<void> } {
    const opened = openClient(url);
    // Without a listener a broken connection would end the process; questions tell of it besides.
    opened.on('error', (error) => {
      networkCode = codeOf(error);
      change(true, networkCode);
    });
    return { client: opened, connected: opened.connect().then(ignore, ignore) };
  }

  function change(isDownNow: boolean, code: string | null): void {
    if (isDown !== isDownNow) onChange({ isDown: isDownNow, code });
    isDown = isDownNow;
  }

  function fail(asked: RedisClient, error: unknown): void {
    pausedUntil = performance.now() + PAUSE_MS;
    change(true, codeOf(error));
    // A connection can be dead without anyone having closed it; only one of those who waited replaces it.
    if (!(error instanceof NoAnswerError) || asked !== client) return;
    asked.destroy();
    ({ client } = connect());
  }

  return {
    async ask(question) {
      if (performance.now() < pausedUntil) return null;
      const asked = client;
      try {
        const answer = await inTime(question(asked), answerWithinMs);
        change(false, null);
        return answer;
      } catch (error) {
        fail(asked, error);
        return null;
      }
    },
    async try() {
      const asked = client;
      try {
        await inTime(asked.ping(), TRY_WITHIN_MS);
        change(false, null);
        return null;
      } catch (error) {
        fail(asked, error);
        const code = codeOf(error);
        return code === NOT_CONNECTED ? (networkCode ?? code) : code;
      }
    },
    close: () => client.destroy(),
  };
}

function openClient(url: string) {
  return createClient({
    url,
    // What could not be asked at once is not asked later.
    disableOfflineQueue: true,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_FOR_MS,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, RECONNECT_AFTER_AT_MOST_MS),
    },
  });
}

class NoAnswerError extends Error {
  readonly code = 'NO_ANSWER';
}

async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    // The answer may have come while we were busy: it is read before an immediate runs.
    const giveUp = () => setImmediate(() => reject(new NoAnswerError('Redis is slow')));
    timer = setTimeout(giveUp, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const NOT_CONNECTED = 'NOT_CONNECTED';

/** The client's own errors have no code, and the names of their classes are lost when the bundle is minified. */
const CODES = [
  [SocketClosedUnexpectedlyError, 'CONNECTION_CLOSED'],
  [ConnectionTimeoutError, 'TIMEOUT'],
  [SocketTimeoutError, 'TIMEOUT'],
  [TimeoutError, 'TIMEOUT'],
  [ClientOfflineError, NOT_CONNECTED],
  [ClientClosedError, NOT_CONNECTED],
  [DisconnectsClientError, NOT_CONNECTED],
] as const;

/** Redis begins an error with its code, such as OOM; the rest of the sentence may repeat what it was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error) return String(error.code);
  const known = CODES.find(([type]) => error instanceof type)?.[1];
  return known ?? /^[A-Z]{2,}\b/.exec(error.message)?.[0] ?? error.name;
}
