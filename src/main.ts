/** Starts the process: settings, services, app and server; and shuts it down in order on SIGTERM. */

import 'dotenv/config';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp, loadRemainingCode } from './app.ts';
import { ConfigError, parseConfig } from './config/config.ts';
import { createLog } from './log.ts';
import { createServices, type Services } from './services.ts';
import { overwriteFreedWhenIdle, tuneGarbageCollection } from './web/memory.ts';
import { listen } from './web/server.ts';

/** Reading the rest takes a tenth of a second: whoever has waited for the start is answered before. */
const REST_AFTER_MS = 200;

async function main(): Promise<void> {
  // Small buffers would share 8 KiB with those of others, and live as long as the longest of them.
  Buffer.poolSize = 0;
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  const services = await createServices({ config, log });
  const server = await listen(createApp(services), { ...config, isSecure: services.isSecure });
  // Node started with --expose-gc; docs/proofs.md says with what else.
  if (globalThis.gc) overwriteFreedWhenIdle(server.server, globalThis.gc);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await server.stop(services.backgroundWork.settled);
    await services.close();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // Without a listener, this signal would open Node's inspector, which can read all memory.
  process.on('SIGUSR1', () => {});

  await pause(REST_AFTER_MS);
  await loadRemainingCode(services).catch(({ code, name }: NodeJS.ErrnoException) => {
    throw new Error(`a part of the server could not be loaded (${code ?? name}), so it ends: start it again`);
  });
  tuneGarbageCollection();
  announce(services);
  // What does not answer is in the log then, and is tried again with the first question to it.
  await services.backing.failures();
}

/** One line for people where `npm run dev` asks for it, else lines of the log. */
function announce({ config, log, demo }: Services): void {
  const address = config.publicUrl.origin;
  if (process.argv.includes('--dev')) {
    const banks = demo ? 'invented banks' : `Plaid (${config.plaid?.environment})`;
    process.stdout.write(`\nLedgerless runs at ${address} with ${banks}. Ctrl+C ends it.\n\n`);
    return;
  }
  if (demo) log.warn('demo mode: no Plaid credentials are set, so every bank and person is invented');
  log.info({ address }, 'listening');
}

main().catch((error: unknown) => {
  const faults = error instanceof ConfigError ? error.faults : [String(error)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
});
