/** Stands where Plaid, Redis, PostgreSQL or a mail server should be, with a certificate, and keeps what it is told. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** How encryption begins: at once, or after some words in the clear (PostgreSQL's SSLRequest; RFC 3207). */
export type TlsStart = 'at once' | 'smtps' | 'starttls' | 'postgres';

export interface TlsPeer {
  readonly port: number;
  /** How many handshakes were begun, whatever came of them. */
  readonly begun: number;
  /** Everything that was said to it under encryption. */
  readonly heard: string;
  close(): Promise<void>;
}

export interface PeerPair {
  readonly keyFile: string;
  readonly certificateFile: string;
}

/** A length and a number of PostgreSQL's protocol. */
const SSL_REQUEST = Buffer.from('0000000804d2162f', 'hex').toString('latin1');

/** Listens on 127.0.0.1, on a free port. */
export async function startTlsPeer(
  start: TlsStart,
  { keyFile, certificateFile }: PeerPair,
): Promise<TlsPeer> {
  const pair = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
  const sockets = new Set<Socket>();
  let begun = 0;
  let heard = '';

  function encrypt(socket: Socket): void {
    begun += 1;
    const secured = new TLSSocket(socket, { isServer: true, ...pair });
    secured.on('error', () => {});
    if (start === 'smtps') secured.once('secure', () => secured.write('220 peer\r\n'));
    secured.on('data', (data) => {
      heard += data.toString('latin1');
      // Nobody needs an answer: all that counts has been said.
      secured.destroy();
    });
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (start === 'at once' || start === 'smtps') encrypt(socket);
    else if (start === 'postgres') untilTls(socket, [[SSL_REQUEST, 'S']], encrypt);
    else {
      socket.write('220 peer\r\n');
      const steps = [
        ['EHLO ', '250-peer\r\n250 STARTTLS\r\n'],
        ['STARTTLS\r\n', '220 go on\r\n'],
      ] as const;
      untilTls(socket, steps, encrypt);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get begun() {
      return begun;
    },
    get heard() {
      return heard;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers these words in the clear, one after the other, and then hands the socket on. */
function untilTls(
  socket: Socket,
  steps: readonly (readonly [words: string, reply: string])[],
  encrypt: (socket: Socket) => void,
): void {
  let at = 0;
  const answer = (data: Buffer) => {
    const [words, reply] = steps[at] as readonly [string, string];
    if (!data.toString('latin1').startsWith(words)) return void socket.destroy();
    at += 1;
    if (at === steps.length) {
      socket.off('data', answer);
      // Before the client is told to begin: what it says next is no text.
      encrypt(socket);
    }
    socket.write(reply);
  };
  socket.on('data', answer);
}
