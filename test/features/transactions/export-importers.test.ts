/** Exports read by other programs: libofx's ofxdump, Perl's Finance::QIF and hledger. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { giveBank } from '../../support/give-bank.ts';
import { booksOf } from '../../support/raw-books.ts';
import { startTestApp } from '../../support/test-app.ts';

const FROM = '2025-12-01';
const PACKAGES = 'apt-get install ofx hledger libfinance-qif-perl';

const files: Record<string, string> = {};
const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const folder = mkdtempSync(path.join(tmpdir(), 'exports-'));
const client = app.newClient();
giveBank(app, client);
giveBank(app, client, { institutionId: 'ins_900005' });
for (const name of ['csv', 'ofx', 'qif']) {
  const { text } = await client.get(`/transactions.${name}?from=${FROM}`);
  files[name] = path.join(folder, `file.${name}`);
  writeFileSync(files[name], text);
}
const books = await booksOf(app.emulator);
/** The banks' own rows. */
const all = [...books.rows, ...books.uncounted].filter(({ date }) => date >= FROM);
const posted = all.filter(({ pending }) => !pending);
const everyday = books.accounts.filter(({ name }) => /Everyday/.test(name));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
});

/** Whether a program runs; without it its test is skipped, except on CI, where it fails. */
function isThere(command: string, ...probe: string[]): boolean {
  if (process.env.CI || spawnSync(command, probe).status === 0) return true;
  console.warn(`${[command, ...probe].join(' ')} does not run: ${PACKAGES}`);
  return false;
}

it.runIf(isThere('ofxdump', '--version'))('libofx reads every posted transaction of the OFX', () => {
  const { stdout, status } = spawnSync('ofxdump', [String(files.ofx)], { encoding: 'utf8', maxBuffer: 1e9 });
  expect(status).toBe(0);
  expect(stdout.match(/^ofx_proc_transaction/gm)).toHaveLength(posted.length);
  expect(stdout.match(/Ledger balance:/g)?.length).toBeGreaterThan(4);
  const amounts = [...stdout.matchAll(/Total money amount: (\S+)/g)].map(([, amount]) => Number(amount));
  const expected = posted.map(({ amount }) => -amount).sort(byNumber);
  // The program prints two decimals, also where a currency has three or eight.
  const unlike = amounts
    .sort(byNumber)
    .filter((amount, at) => Math.abs(amount - (expected[at] ?? Number.NaN)) > 0.0051);
  expect(unlike).toEqual([]);
});

const READ_QIF = `
  use Finance::QIF;
  my $qif = Finance::QIF->new(file => $ARGV[0]);
  while (my $record = $qif->next) {
    print $record->{header} =~ /Account/ ? "account\\n" : "$record->{date} $record->{transaction}\\n";
  }`;

it.runIf(isThere('perl', '-MFinance::QIF', '-e', '1'))(
  'Finance::QIF reads every posted transaction of the QIF',
  () => {
    const lines = execFileSync('perl', ['-e', READ_QIF, String(files.qif)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(lines.filter((line) => line === 'account')).toHaveLength(7);
    const rows = lines.filter((line) => line !== 'account');
    expect(rows).toHaveLength(posted.length);
    const amounts = rows.map((row) => Number(row.split(' ')[1]));
    expect(amounts.sort(byNumber)).toEqual(posted.map(({ amount }) => -amount).sort(byNumber));
    expect(rows.every((row) => /^\d\d\/\d\d\/\d{4} -?\d+(\.\d+)?$/.test(row))).toBe(true);
  },
);

const RULES = `skip 1
fields date,amount,currency,description,comment,account2,account1,_,_,_
date-format %Y-%m-%d
`;

it.runIf(isThere('hledger', '--version'))(
  'hledger reads every transaction of the CSV, with the same sum',
  () => {
    const rules = path.join(folder, 'csv.rules');
    writeFileSync(rules, RULES);
    const args = ['-f', `csv:${files.csv}`, '--rules-file', rules];
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } } as const;
    expect(execFileSync('hledger', [...args, 'stats'], options)).toMatch(
      new RegExp(`Transactions +: ${all.length} `),
    );
    const out = execFileSync(
      'hledger',
      [...args, 'balance', 'Everyday', '-N', '--format', '%(total)'],
      options,
    );
    const inThem = all.filter(({ account_id }) =>
      everyday.some((account) => account.account_id === account_id),
    );
    expect(inThem.length).toBeGreaterThan(100);
    const sum = inThem.reduce((cents, { amount }) => cents - Math.round(amount * 100), 0);
    expect(out.trim()).toBe(`USD${(sum / 100).toFixed(2)}`);
  },
);

const byNumber = (a: number, b: number) => a - b;
