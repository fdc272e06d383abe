/** How an answer's bytes leave: whole, or as a fault has it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { Fault } from './faults.ts';

const DRIP_MS = 100;

/** Sends an answer through the faults it meets. */
export async function deliver(
  res: Response,
  status: number,
  body: object,
  faults: readonly Fault[],
): Promise<void> {
  const json = JSON.stringify(body);
  const kinds = faults.map(({ kind }) => kind);
  if (kinds.includes('reset')) return reset(res);
  if (kinds.includes('html')) return sendPage(res);
  const huge = faults.find((fault) => fault.kind === 'huge');
  if (huge) return sendHuge(res, huge.bytes);
  res.status(status).type('json');
  if (kinds.includes('truncated')) return cutOff(res, json);
  if (kinds.includes('drip')) return drip(res, Buffer.from(json));
  res.send(json);
}

const PAGE = '<!doctype html><title>500</title><h1>Internal Server Error</h1>';

function reset(res: Response): void {
  res.socket?.resetAndDestroy();
}

function sendPage(res: Response): void {
  res.status(500).type('html').send(PAGE);
}

function cutOff(res: Response, json: string): void {
  res.set('Content-Length', String(Buffer.byteLength(json)));
  res.write(json.slice(0, json.length / 2), () => res.destroy());
}

async function drip(res: Response, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    if (res.destroyed) return;
    res.write(Buffer.of(byte));
    await pause(DRIP_MS, undefined, { ref: false });
  }
  res.end();
}

async function sendHuge(res: Response, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  res.status(200).type('json').write('{"filler":"');
  for (let sent = 0; sent < bytes && !res.destroyed; sent += chunk.length) {
    if (!res.write(chunk)) await drained(res);
  }
  res.end('"}');
}

function drained(res: Response): Promise<void> {
  return new Promise((resolve) => {
    res.once('drain', resolve);
    res.once('close', resolve);
  });
}
