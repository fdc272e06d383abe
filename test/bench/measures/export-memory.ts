/** The peak memory of an export: a long file takes no more than as many rows in short ones. */

import { type Figure, mb } from '../figure.ts';
import type { Plaid } from '../plaid/plaid.ts';
import { startContestant } from '../processes/contestants.ts';
import { visitWell } from '../visit.ts';
import { type Measure, using } from './measure.ts';

const LONG_ROWS = 50_000;
const SHORT_ROWS = 5_000;

export const measureExportMemory: Measure = async ({ plaid, isShort }) => {
  const figures: Figure[] = [];
  for (const format of isShort ? ['csv'] : ['csv', 'json', 'ofx', 'qif']) {
    const long = await peakMb(plaid, { format, rows: LONG_ROWS, files: 1 });
    const short = await peakMb(plaid, { format, rows: SHORT_ROWS, files: LONG_ROWS / SHORT_ROWS });
    figures.push({
      what: `Peak memory, ${format.toUpperCase()} of 50,000 rows against ten of 5,000`,
      ledgerless: mb(long),
      against: mb(short),
      ratio: long / short,
      held: { target: 'exportMemory', value: long / short },
    });
  }
  return figures;
};

interface Export {
  readonly format: string;
  readonly rows: number;
  readonly files: number;
}

async function peakMb(plaid: Plaid, { format, rows, files }: Export): Promise<number> {
  await plaid.reset();
  const ledgerless = await startContestant('ledgerless', { plaidUrl: plaid.url });
  return using([ledgerless], async () => {
    const cookie = await ledgerless.client(await plaid.link(1, rows));
    for (let file = 0; file < files; file++) {
      const path = `/transactions.${format}?days=730`;
      const { lines } = await visitWell(ledgerless.url, { path, cookie });
      if (lines < rows) throw new Error(`${path} has ${lines} lines for ${rows} rows`);
    }
    return (await ledgerless.used()).peakMemoryMb;
  });
}
