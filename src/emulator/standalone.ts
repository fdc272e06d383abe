/** The emulator by itself: `npm run emulator`, and `npx ledgerless-emulator` of its package. */
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';

const HELP = `A server that speaks Plaid's API, with invented banks, people and amounts.

  --port N   where it listens on 127.0.0.1; 4010 if not given, and any free port for 0
  --help     this text
`;

try {
  const options = { port: { type: 'string', default: '4010' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) process.stdout.write(HELP);
  else await start(Number(values.port));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function start(port: number): Promise<void> {
  const { baseUrl } = await startEmulator({ port, hasControlByHttp: true });
  process.stdout.write(`Plaid's emulator listens at ${baseUrl}\nOpen it in a browser to choose faults.\n`);
}
