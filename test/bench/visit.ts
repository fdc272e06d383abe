/** One request, and how long it took. */

import { request } from 'node:http';

export interface Visit {
  readonly status: number;
  /** From connecting until the first byte of the page after its headers. */
  readonly firstByteMs: number;
  /** Until the last byte; for a reader who left after the first, the same as that. */
  readonly completeMs: number;
  readonly bytes: number;
  /** How many lines the answer had. */
  readonly lines: number;
}

export interface VisitOptions {
  readonly path: string;
  /** The Cookie header. */
  readonly cookie?: string;
  /** Whether the reader closes the connection when the first byte has come. */
  readonly leavesAtOnce?: boolean;
}

const NEWLINE = 10;
const TIMEOUT_MS = 180_000;

/** Visits a page over a new connection; rejects when there is no whole answer. */
export function visit(url: string, { path, cookie, leavesAtOnce = false }: VisitOptions): Promise<Visit> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = cookie ? { cookie } : {};
    const req = request(new URL(path, url), { agent: false, headers, timeout: TIMEOUT_MS }, (res) => {
      let firstByteMs: number | null = null;
      let [bytes, lines] = [0, 0];
      const told = () => {
        const completeMs = performance.now() - startedAt;
        resolve({
          status: res.statusCode ?? 0,
          firstByteMs: firstByteMs ?? completeMs,
          completeMs,
          bytes,
          lines,
        });
      };
      res.on('data', (piece: Buffer) => {
        firstByteMs ??= performance.now() - startedAt;
        bytes += piece.length;
        for (const byte of piece) if (byte === NEWLINE) lines += 1;
        if (leavesAtOnce) {
          told();
          req.destroy();
        }
      });
      res.on('end', told);
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    req.on('error', reject).end();
  });
}

/** A visit that must be answered with status 200. */
export async function visitWell(url: string, options: VisitOptions): Promise<Visit> {
  const made = await visit(url, options);
  if (made.status !== 200) throw new Error(`${url}${options.path} answered ${made.status}`);
  return made;
}
