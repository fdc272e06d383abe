/** The real app with the emulator for Plaid, on free ports; by the same createApp as in production. */

import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config/config.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { createLog } from '../../src/log.ts';
import type { Wait } from '../../src/plaid/limit-wait.ts';
import { createServices, type Services } from '../../src/services.ts';
import { listen, type RunningServer } from '../../src/web/server.ts';
import { Client } from './client.ts';
import { REDIS_ANSWERS_WITHIN_MS } from './redis.ts';
import { gaps } from './strict-views.ts';

export interface TestApp {
  /** Such as http://127.0.0.1:40123. */
  readonly url: string;
  readonly express: Express;
  readonly emulator: Emulator;
  readonly services: Services;
  readonly server: RunningServer;
  /** Every line the app has logged. */
  readonly logLines: string[];
  /** A new client with an empty cookie jar. */
  newClient(): Client;
  /** Rejects where a view has read a key which its model did not have. */
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  /** How calls wait for Plaid's limits; as in production when left out. */
  readonly wait?: Wait;
  /** Another test app's, for a second instance; it is not closed with this one. */
  readonly emulator?: Emulator;
}

/** A key for ENCRYPTION_KEYS, which several test apps can share. */
export function newKey(): string {
  return randomBytes(32).toString('base64');
}

export async function startTestApp({
  env = {},
  now,
  wait,
  emulator: given,
}: TestAppOptions = {}): Promise<TestApp> {
  const emulator = given ?? (await startEmulator(now ? { clock: now } : {}));
  const logLines: string[] = [];
  const gapsBefore = gaps.length;
  const config = parseConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    PLAID_CLIENT_ID: 'test-client',
    PLAID_SECRET: 'test-secret',
    PLAID_BASE_URL: emulator.baseUrl,
    ENCRYPTION_KEYS: newKey(),
    RATE_LIMIT: '0',
    LOG_LEVEL: 'trace',
    ...env,
  });
  const log = createLog(config.logLevel, { write: (line) => void logLines.push(line) });
  const services = await createServices({
    config,
    log,
    redisAnswersWithinMs: REDIS_ANSWERS_WITHIN_MS,
    wait,
    ...(now ? { now } : {}),
  });
  const express = createApp(services);
  const server = await listen(express, { ...config, isSecure: services.isSecure });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    url,
    express,
    emulator,
    services,
    server,
    logLines,
    newClient: () => new Client(url),
    async close() {
      server.server.closeAllConnections();
      await server.stop();
      await services.close();
      if (!given) await emulator.close();
      if (gaps.length > gapsBefore) throw new Error(gaps.splice(gapsBefore).join('; '));
    },
  };
}
