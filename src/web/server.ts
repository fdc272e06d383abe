/** The listening server: its timeouts, its limits on headers, and its graceful stop. */

import http, {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { onceClosed } from './response-closed.ts';

export interface RunningServer {
  readonly server: Server;
  /** Ends when every open answer has ended, and then `rest`, or STOP_TIMEOUT_MS later. */
  stop(rest?: () => Promise<void>): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** How often Node looks for requests beyond these two; its own 30 s would be their real limit. */
const CHECK_EVERY_MS = 1_000;
/** Longer than proxies keep an idle connection, so that it is never us who close one just as it is used. */
const KEEP_ALIVE_MS = 120_000;
const MAX_REQUESTS_PER_SOCKET = 1_000;
/** Who reads a byte now and then holds memory and a place that others wait for; Node waits for them without end. */
const LOOK_EVERY_MS = 30_000;
/** An address and the cookies have 8,000 bytes each, and a Referer 4,096. Only a head that was read whole says what in it is long. */
const MAX_HEAD_BYTES = 24 * 1024;
/** Of a head that Node does not even read to its end. */
const MOST_READ_BYTES = 64 * 1024;
/**
 * Ours have 8,000 bytes at most, so longer ones are not ours alone. Half as much again still passes with the longest
 * address or Referer, and so locks nobody out: that is no reason to clear the keys to somebody's banks.
 */
const LONG_COOKIE_BYTES = 12_000;
/** Render kills a process 30 s after it asks it to stop. */
const STOP_TIMEOUT_MS = 25_000;
/** Early enough for a page that waits for a bank to be finished without it. */
const HURRY_AFTER_MS = 20_000;
/** What an open answer emits while its process stops: it is to end with what it has. */
export const HURRY = 'hurry';

/** Why the server cannot listen, in a sentence for whoever started it. */
class ListenError extends Error {
  override toString(): string {
    return this.message;
  }
}

/** Listens, and resolves when it does. Rejects with a ListenError where the address cannot be had. */
export async function listen(
  app: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<RunningServer> {
  let isStopping = false;
  const unfinished = new Set<ServerResponse>();
  const server = http.createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MOST_READ_BYTES,
    },
    (req, res) => {
      if (isStopping) res.setHeader('Connection', 'close');
      if (headBytes(req) > MAX_HEAD_BYTES && bytesWithoutForeignCookies(req) > MAX_HEAD_BYTES) {
        return refuseLongHead(req, res);
      }
      unfinished.add(res);
      onceClosed(res, () => unfinished.delete(res));
      app(req, res);
    },
  );
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.on('clientError', refuse);
  const looking = cutStalled(unfinished);
  server.on('close', () => clearInterval(looking));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { port, host }))).listen(port, host, resolve);
  });
  return {
    server,
    stop(rest = async () => {}) {
      isStopping = true;
      return close(server, { unfinished, rest });
    },
  };
}

function listenError(error: NodeJS.ErrnoException, { port, host }: { port: number; host: string }): Error {
  const other = `PORT=${port > 1024 && port < 65_535 ? port + 1 : 3000}`;
  const how = `set another one, such as ${other}, before the command or in the file .env`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(`Port ${port} is in use by another program. Stop that program, or ${how}.`);
    case 'EACCES':
      return new ListenError(`Port ${port} is not open to this user. Ports from 1024 on are: ${how}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        `HOST is ${host}, which is no address of this machine. Leave it empty or correct it.`,
      );
    default:
      return error;
  }
}

/** In characters, of which each is one byte here. */
function headBytes({ url = '', rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((bytes, text) => bytes + text.length + 2, url.length);
}

/**
 * Other sites of this domain can make a browser send us more cookies than we read, and clearing them would take the
 * keys to its banks along. A cookie whose name begins with this prefix is ours (RFC 6265bis, 4.1.3.2): the others are
 * left out of the request.
 */
function bytesWithoutForeignCookies(req: IncomingMessage): number {
  const { cookie = '' } = req.headers;
  const own = cookie.split(/; */).filter((pair) => pair.startsWith('__Host-'));
  if (own.length === 0) return headBytes(req);
  req.headers.cookie = own.join('; ');
  return headBytes(req) - cookie.length + req.headers.cookie.length;
}

/**
 * Cookies that are refused would lock their browser out for good, so that this answer clears them. Any page of
 * anybody can send a browser here with a long address or Referer: that clears nothing.
 */
function refuseLongHead({ headers: { cookie = '' } }: IncomingMessage, res: ServerResponse): void {
  const areCookiesLong = cookie.length > LONG_COOKIE_BYTES;
  const text = areCookiesLong
    ? 'Your cookies for this site were too long. They are cleared: load the page again.'
    : '431 Request Header Fields Too Large';
  res.sendDate = false;
  res
    .writeHead(431, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': text.length,
      'Cache-Control': 'no-store',
      Connection: 'close',
      ...(areCookiesLong ? { 'Clear-Site-Data': '"cookies"' } : {}),
    })
    .end(text);
}

/** What Node could not read as a request. */
function refuse({ code }: NodeJS.ErrnoException, socket: Socket): void {
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  const headers = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${status.length}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${status}`);
}

/**
 * Cuts off who has taken nothing of what waits for them since the last look. A byte a minute is nothing. Where nothing
 * waits it is we who are slow, and a page that has begun is finished.
 */
function cutStalled(unfinished: ReadonlySet<ServerResponse>): NodeJS.Timeout {
  let takenBefore = new WeakMap<ServerResponse, number>();
  return setInterval(() => {
    const takenNow = new WeakMap<ServerResponse, number>();
    for (const res of unfinished) {
      const { socket } = res;
      if (!socket || socket.writableLength === 0) continue;
      // Node hands the next piece to the system when all of the one before has been taken.
      const taken = socket.bytesWritten - socket.writableLength;
      if (takenBefore.get(res) === taken) res.destroy();
      else takenNow.set(res, taken);
    }
    takenBefore = takenNow;
  }, LOOK_EVERY_MS).unref();
}

interface Closing {
  readonly unfinished: ReadonlySet<ServerResponse>;
  readonly rest: () => Promise<void>;
}

async function close(server: Server, { unfinished, rest }: Closing): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // close() leaves sockets alone that turn idle later, so look again until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const hurry = setTimeout(() => {
    for (const res of unfinished) res.emit(HURRY);
  }, HURRY_AFTER_MS);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, STOP_TIMEOUT_MS);
  });
  await Promise.race([closed.then(rest), deadline]);
  server.closeAllConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(hurry);
  clearTimeout(timer);
}
