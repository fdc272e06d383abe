/** Log lines: one JSON object each, of chosen fields. What could name a person or open a bank is never a field. */

import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type Log = Logger;

/** The process's log. The redaction is a net beneath: no caller should need it. */
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
