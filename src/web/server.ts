/** The listening server: its timeouts, its limits on headers, and its graceful stop. */

import http, { type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isReadable, refuseLongHead } from './long-heads.ts';
import { onceClosed } from './response-closed.ts';
import { cutSlowReaders } from './slow-readers.ts';

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
/** A reader who takes a byte now and then holds memory and a place that others wait for; Node waits for them without end. */
const LOOK_EVERY_MS = 30_000;
/** How much of a head Node reads at the most. */
const MOST_READ_BYTES = 64 * 1024;
/** What arrives at a closed connection resets it, and whoever is refused while they send would lose the answer. */
const LINGER_MS = 1_000;
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

/**
 * Listens, and resolves when it does. Rejects with a ListenError where the address cannot be had. `isSecure` tells by which
 * names cookies are ours.
 */
export async function listen(
  app: RequestListener,
  { port, host, isSecure }: { port: number; host: string; isSecure: boolean },
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
      if (!isReadable(req, isSecure)) return refuseLongHead(req, res, isSecure);
      unfinished.add(res);
      onceClosed(res, () => unfinished.delete(res));
      app(req, res);
    },
  );
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.on('clientError', refuse);
  const looking = cutSlowReaders(unfinished, { everyMs: LOOK_EVERY_MS, leastBytes: 1 });
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

/**
 * What Node could not read as a request. It leaves the connection to us: ended alone, it would stay open for as long as
 * the client leaves its own side open.
 */
function refuse({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return;
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
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
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
