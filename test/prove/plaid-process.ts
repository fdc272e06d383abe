/** Plaid for the proof: the emulator with a canary in all its answers, behind a TLS server that learns the tokens. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { EmulatorControl } from '../../src/emulator/control.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { Canaries } from './canaries.ts';

export interface PlaidSide {
  /** For PLAID_BASE_URL. */
  readonly url: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly certificateFile: string;
  readonly control: EmulatorControl;
  /** How many connections the app holds open right now. */
  openSockets(): number;
  close(): Promise<void>;
}

/** Longer than any token or amount, which may be cut in two between pieces. */
const OVERLAP = 120;

/** Listens on free ports; `folder` takes the certificate. Needs the program openssl. */
export async function startPlaidSide(canaries: Canaries, folder: string): Promise<PlaidSide> {
  const emulator = await startEmulator();
  emulator.control.canary(canaries.canary);
  const { keyFile, certificateFile } = makeCertificate(folder);
  const sockets = new Set<TLSSocket>();
  const front = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
    (socket) => {
      sockets.add(socket);
      passOn(socket, Number(new URL(emulator.baseUrl).port), canaries);
      socket.on('close', () => sockets.delete(socket));
    },
  );
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');

  return {
    url: `https://localhost:${(front.address() as AddressInfo).port}`,
    certificateFile,
    control: emulator.control,
    openSockets: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      front.close();
      await emulator.close();
    },
  };
}

function passOn(socket: TLSSocket, port: number, canaries: Canaries): void {
  const upstream = connect(port, '127.0.0.1');
  for (const [from, to] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    let tail = '';
    from.on('data', (bytes: Buffer) => {
      const text = tail + bytes.toString('latin1');
      canaries.learn(text);
      tail = text.slice(-OVERLAP);
      to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}
