/** Starts the process: settings, services, app and server; and shuts it down in order on SIGTERM. */

import 'dotenv/config';
import { createApp, loadRest } from './app.ts';
import { ConfigError, parseConfig } from './config/config.ts';
import { createLog } from './log.ts';
import { createServices } from './services.ts';
import { wipeWhenIdle } from './web/memory.ts';
import { listen } from './web/server.ts';

async function main(): Promise<void> {
  // Small buffers would share 8 KiB with those of others, and live as long as the longest of them.
  Buffer.poolSize = 0;
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  const services = await createServices({ config, log });
  const server = await listen(createApp(services), config);
  // Node started with --expose-gc; docs/proofs.md says with what else.
  if (globalThis.gc) wipeWhenIdle(server.server, globalThis.gc);
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

  await loadRest(services).catch(({ code, name }: NodeJS.ErrnoException) => {
    throw new Error(`a part of the server could not be loaded (${code ?? name}), so it ends: start it again`);
  });
  log.info({ address: config.publicUrl.origin }, 'listening');
}

main().catch((error: unknown) => {
  const faults = error instanceof ConfigError ? error.faults : [String(error)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
});
