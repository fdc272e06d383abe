/** How an answer's bytes leave: whole, or as a fault has it. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { Fault } from './faults.ts';

const DRIP_MS = 100;

/** Sends an answer through the faults it meets. */
export function deliver(res: Response, status: number, body: object, faults: readonly Fault[]): void {
  const json = JSON.stringify(body);
  const fault = faults.find(({ kind }) =>
    ['reset', 'html', 'garbage', 'truncated', 'drip', 'huge'].includes(kind),
  );
  res.status(fault?.kind === 'html' ? 500 : status).type(fault?.kind === 'html' ? 'html' : 'json');
  switch (fault?.kind) {
    case 'reset':
      res.socket?.resetAndDestroy();
      break;
    case 'html':
      res.send('<!doctype html><title>500</title><h1>Internal Server Error</h1>');
      break;
    case 'garbage':
      res.send('upstream said: {{ try later');
      break;
    case 'truncated':
      res.set('Content-Length', String(Buffer.byteLength(json)));
      res.write(json.slice(0, json.length / 2), () => res.destroy());
      break;
    case 'drip':
      stream(res, byteByByte(json));
      break;
    case 'huge':
      stream(res, filler(fault.bytes));
      break;
    default:
      res.send(json);
  }
}

/** A client that leaves before the end is what these faults are for. */
function stream(res: Response, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): void {
  pipeline(Readable.from(chunks), res).catch(() => res.destroy());
}

async function* byteByByte(json: string): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(json)) {
    yield Buffer.of(byte);
    await pause(DRIP_MS, undefined, { ref: false });
  }
}

function* filler(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  yield Buffer.from('{"filler":"');
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
  yield Buffer.from('"}');
}
