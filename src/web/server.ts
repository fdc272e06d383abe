/** The listening server: its timeouts, its limits on headers, and its graceful stop. */

import http, { type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

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
/** Node waits without end for a reader who takes nothing; no bank keeps an answer still for nearly as long. */
const STALLED_MS = 60_000;
/** Longer than any request line that is let in. */
const LONGEST_REQUEST_LINE = 2_100;
/** Render kills a process 30 s after it asks it to stop. */
const STOP_TIMEOUT_MS = 25_000;

/** Listens, and resolves when it does. */
export async function listen(
  app: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<RunningServer> {
  let isStopping = false;
  const server = http.createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (req, res) => {
      if (isStopping) res.setHeader('Connection', 'close');
      app(req, res);
    },
  );
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.timeout = STALLED_MS;
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    server,
    stop(rest = async () => {}) {
      isStopping = true;
      return close(server, rest);
    },
  };
}

/** A Cookie header that Node refuses would lock its browser out for good; this answer frees it. */
function refuse(error: NodeJS.ErrnoException & { rawPacket: Buffer }, socket: Socket): void {
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const status = isTooLong
    ? '431 Request Header Fields Too Large'
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : '400 Bad Request';
  const areCleared = isTooLong && areCookiesTooLong(error.rawPacket.toString('latin1'));
  const text = areCleared
    ? 'Your cookies for this site were too long. They are cleared: load the page again.'
    : status;
  const headers = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(areCleared ? ['Clear-Site-Data: "cookies"'] : []),
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${text}`);
}

/**
 * Any page can send a browser to a long address of ours; only long cookies lock it out. The packet may begin in the
 * middle of either: a line that ends like a request's is an address, and no address has a space after a semicolon.
 */
function areCookiesTooLong(packet: string): boolean {
  const firstLine = packet.split('\r\n', 1)[0] ?? '';
  const isAddress = firstLine.endsWith(' HTTP/1.1');
  const isUsualAddress = firstLine.includes(' /') && firstLine.length <= LONGEST_REQUEST_LINE;
  return (!isAddress || isUsualAddress) && /\r\ncookie:|; /i.test(packet);
}

async function close(server: Server, rest: () => Promise<void>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // close() leaves sockets alone that turn idle later, so look again until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, STOP_TIMEOUT_MS);
  });
  await Promise.race([closed.then(rest), deadline]);
  server.closeAllConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
