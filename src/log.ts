/** The log: JSON lines of chosen fields. What could name a person or open a bank is never a field. */

import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type Log = Logger;

/** The process's log. The redaction is a second safeguard: no caller should rely on it. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: {
      paths: ['*.access_token', '*.public_token', '*.secret', '*.cookie', '*.headers'],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What was thrown, and the first frame of its stack. */
export interface Fault {
  readonly error: string;
  readonly at: string | undefined;
}

/** The fault in what was thrown, without its message, which may quote anything. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { error: typeof error, at: undefined };
  const frames = error.stack?.replace(error.message, '').split('\n');
  const at = frames?.find((line) => line.trimStart().startsWith('at '));
  return { error: error.name, at: at?.trim() };
}
