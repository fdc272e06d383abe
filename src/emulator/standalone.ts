/** The emulator by itself, for PLAID_BASE_URL: tsx src/emulator/standalone.ts [port] */
import { startEmulator } from './emulator.ts';

const emulator = await startEmulator({ port: Number(process.argv[2] ?? 4010) });
process.stdout.write(`A Plaid-shaped server with invented data listens at ${emulator.baseUrl}\n`);
