/** `npm run dev`: what would keep the server from starting is told before it is watched, since a watcher does not end. */

import 'dotenv/config';
import { ConfigError, parseConfig } from '../config/config.ts';
import { listen } from '../web/server.ts';

try {
  const server = await listen(() => {}, { ...parseConfig(process.env), isSecure: false });
  await server.stop();
} catch (error) {
  const faults = error instanceof ConfigError ? error.faults : [String(error)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
