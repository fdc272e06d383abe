/**
 * Own accounts, rates and targets on every page, file and answer of the API: where each counts and where it must not, and
 * sums for random books against those of the banks' own books, without the app's code.
 */

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { BookLine, OwnLine, RateLine, TargetLine } from '../../src/finance/book/lines.ts';
import { ROUTES } from '../routes/table.ts';
import type { Answer, Client } from '../support/client.ts';
import { expectedBalances } from '../support/expected-totals.ts';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { withBook } from '../support/naive-book.ts';
import { between } from '../support/printed-totals.ts';
import { bookDrafts, linesFor } from '../support/random-books.ts';
import {
  type Books,
  categoryOf,
  currencyOf,
  detailedOf,
  kindOf,
  movement,
  unitOf,
} from '../support/raw-books.ts';
import { lives, RUNS, startScenarioApp } from '../support/scenarios.ts';
import { printedAmount, Sums } from '../support/sums.ts';
import { startTestApp } from '../support/test-app.ts';
import { comparable } from '../without-book/answers.ts';

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const all = await startScenarioApp();
afterAll(() => Promise.all([app.close(), all.app.close()]));

const own = (name: string, of: OwnLine['ownKind'], amountMinor: number, currency: string): OwnLine => ({
  ...{ kind: 'own', name, ownKind: of, amountMinor, currency, day: '2026-05-01' },
});

describe('a line counts where sums of its kind are, and nowhere else', () => {
  /** One that matches nothing, so that what every page has for owners of a book is in both. */
  const ANY: BookLine = { kind: 'recurring', text: 'zzz no such name', status: 'no' };
  const LINES: Readonly<Record<string, BookLine>> = {
    house: own('Our house', 'property', 420_000_00, 'USD'),
    cash: own('Cash at home', 'cash', 640_00, 'EUR'),
    loan: own('Owed to Ann', 'loan', 8_500_00, 'USD'),
    rate: { kind: 'rate', from: 'EUR', rate: '1.08', to: 'USD' },
    target: { kind: 'target', category: 'FOOD_AND_DRINK', amountMinor: 600_00, currency: 'USD' },
  };
  const ACCOUNTS = ['house', 'cash', 'loan'];

  /** Every route that reads a bank: a new one fails here until it is known what it has of a book. */
  const COUNTS: Readonly<Record<string, readonly string[]>> = {
    '/dashboard': [...ACCOUNTS, 'rate', 'target'],
    '/spending': ['rate', 'target'],
    '/net-worth': [...ACCOUNTS, 'rate'],
    '/net-worth.csv': ACCOUNTS,
    '/credit': ['loan'],
    '/api/dashboard': [...ACCOUNTS, 'rate'],
    '/api/spending': ['rate', 'target'],
    '/api/net-worth': [...ACCOUNTS, 'rate'],
    '/api/credit': ['loan'],
    // What lies ahead, and what is safe to spend, are of accounts that can be spent from.
    ...{ '/ahead': [], '/upcoming.ics': [], '/api/ahead': [], '/recurring': [], '/banks': [] },
    ...{ '/transactions': [], '/transactions.csv': [], '/transactions.json': [], '/api/transactions': [] },
    ...{ '/transactions.ofx': [], '/transactions.qif': [] },
  };

  const readable = ({ text, headers }: Answer) =>
    (headers.get('content-type') ?? '').startsWith('text/html') ? comparable(text) : text;
  const client = app.newClient();
  for (const institutionId of ['ins_900001', 'ins_900005']) giveBank(app, client, { institutionId });
  const seen = async (path: string, names: readonly string[]) => {
    const owner = client.copy();
    giveBook(app, owner, [ANY, ...names.map((name) => LINES[name] as BookLine)]);
    const answer = await owner.get(path);
    expect(answer.status).toBe(200);
    return readable(answer);
  };

  it('knows every route that reads a bank', () => {
    const reading = Object.entries(ROUTES)
      .filter(([name, { calls, path }]) => /^GET [^:]*$/.test(name) && calls && !path)
      .map(([name]) => name.slice('GET '.length))
      .filter((route) => !/^\/book\b/.test(route));
    expect(Object.keys(COUNTS).toSorted()).toEqual(reading.toSorted());
  });

  it.each(Object.entries(COUNTS))(
    '%s changes with %j and no other line',
    async (path, counted) => {
      const others = Object.keys(LINES).filter((name) => !counted.includes(name));
      const before = await seen(path, []);
      expect(before.length).toBeGreaterThan(100);
      if (others.length > 0) expect(await seen(path, others)).toBe(before);
      for (const name of counted) expect([name, await seen(path, [name])]).not.toEqual([name, before]);
    },
    120_000,
  );

  it('and a target on a detailed category has the same words on the page and in the API', async () => {
    const owner = client.copy();
    const target: TargetLine = {
      ...{ kind: 'target', category: 'FOOD_AND_DRINK_COFFEE' },
      ...{ amountMinor: 60_00, currency: 'USD' },
    };
    giveBook(app, owner, [target]);
    const { text } = await owner.get('/api/spending?months=3');
    const [told] = JSON.parse(text).targets;
    expect(told.category).toEqual({ id: 'FOOD_AND_DRINK_COFFEE', label: 'Food and drink: Coffee' });
    expect((await owner.get('/spending')).page('#targets').text()).toContain(told.category.label);
  });

  it('and each figure is dated, and named as the person’s own', async () => {
    const owner = client.copy();
    giveBook(app, owner, Object.values(LINES));
    const textOf = async (path: string, place: string) =>
      (await owner.get(path)).page(place).text().replaceAll(/\s+/g, ' ');
    const OWN = 'Your own figure of May 1, 2026';
    expect(await textOf('/dashboard', '#accounts .balance:contains("Our house")')).toContain(OWN);
    expect(await textOf('/dashboard', '#net-worth')).toContain(
      'With your own figures for Cash at home (May 1, 2026), Our house (May 1, 2026), and Owed to Ann (May 1, 2026).',
    );
    expect(await textOf('/dashboard', '#net-worth .converted')).toMatch(
      /^All together, converted at your rate: \$[\d,]+\.\d\d \(1 EUR = 1\.08 USD\)\. Without .+: your book has no rate to US Dollar for them\.$/,
    );
    expect(await textOf('/spending', '#month-total .converted')).toContain('converted at your rate: $');
    expect(await textOf('/net-worth', '#worth-total')).toContain(
      'Our house: $420,000.00, your own figure of May 1, 2026.',
    );
    expect(await textOf('/net-worth', '.past:contains("Our house")')).toContain(
      `${OWN} $420,000.00 It counts the same on every day.`,
    );
    expect(await textOf('/credit', '#loans tr:contains("Owed to Ann")')).toContain(OWN);
    const file = (await owner.get('/net-worth.csv')).text;
    expect(file).toContain(
      '2025-06-01,420000.00,"USD","Our house","Your own","your own figure of 2026-05-01","own:Our house"',
    );
  });
});

const day = fc.constantFrom('2024-02-29', '2026-05-01');
const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const owns = fc.array(
  fc.record({
    ownKind: fc.constantFrom<OwnLine['ownKind'][]>('property', 'vehicle', 'cash', 'loan', 'other'),
    ...{ amountMinor: fc.integer({ min: 0, max: 1e9 }), currency, day },
  }),
  { maxLength: 6 },
);
const rates = fc.subarray<RateLine>([
  { kind: 'rate', from: 'EUR', rate: '1.0837', to: 'USD' },
  { kind: 'rate', from: 'JPY', rate: '0.006701', to: 'USD' },
  { kind: 'rate', from: 'KWD', rate: '3.25', to: 'USD' },
]);
const targets = fc.uniqueArray(
  fc.record({
    kind: fc.constant('target' as const),
    category: fc.constantFrom('FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE', 'TRAVEL', 'OTHER', 'Fun & games'),
    ...{ amountMinor: fc.integer({ min: 1, max: 1_000_00 }), currency },
  }),
  { selector: ({ category, currency: code }) => `${category} ${code}`, maxLength: 9 },
);

const OWN_GROUPS: Readonly<Record<OwnLine['ownKind'], string>> = {
  ...{ property: 'Property', vehicle: 'Property', cash: 'Cash', loan: 'Loans', other: 'Other' },
};
const worthOf = ({ ownKind, amountMinor, currency: code }: OwnLine) =>
  BigInt(ownKind === 'loan' ? 0 - amountMinor : amountMinor) * unitOf(code);

it('has the right sums everywhere, for random books', async () => {
  await fc.assert(
    fc.asyncProperty(
      lives,
      bookDrafts,
      owns,
      rates,
      targets,
      async (life, draft, drafts, rateLines, targetLines) => {
        const { client, books: told } = await all.begin(life);
        const lines = linesFor(draft, told);
        const books = withBook(told, lines);
        const ownLines = drafts.map(
          (facts, index): OwnLine => ({ kind: 'own', name: `Own ${index}`, ...facts }),
        );
        giveBook(all.app, client, [...lines, ...ownLines, ...rateLines, ...targetLines]);
        const net = withOwn(books, ownLines);
        const overview = await client.get('/dashboard');
        checkOverview(overview, net, rateLines);
        await checkOverviewJson(client, net, ownLines, rateLines);
        await checkPastDays(client, ownLines, life.today);
        await checkCredit(client, ownLines);
        checkTargets(overview, books, targetLines, life.today, 5);
        checkTargets(await client.get('/spending?months=3'), books, targetLines, life.today);
        await checkTargetsJson(client, books, targetLines, life.today);
      },
    ),
    { numRuns: RUNS },
  );
}, 240_000);

function withOwn(books: Books, lines: readonly OwnLine[]): Record<string, bigint> {
  const sums = expectedBalances(books);
  for (const line of lines) {
    const value = worthOf(line);
    sums.add('net', line.currency, value);
    sums.add('assets', line.currency, value > 0n ? value : 0n);
    sums.add('debts', line.currency, value < 0n ? value : 0n);
    sums.add(OWN_GROUPS[line.ownKind], line.currency, value);
  }
  return sums.values;
}

function checkOverview({ page }: Answer, net: Record<string, bigint>, lines: readonly RateLine[]): void {
  const printed = new Sums();
  for (const block of page('#net-worth .currency').toArray()) {
    const [assets, debts] = page(block).find('dd').toArray();
    printed.read('net', page(block).find('.headline').text());
    printed.read('assets', page(assets).text());
    printed.read('debts', page(debts).text());
  }
  for (const group of page('#accounts .group').toArray()) {
    const title = page(group).find('ul').attr('aria-label') ?? '';
    for (const sum of page(group).find('summary .money').toArray()) printed.read(title, page(sum).text());
  }
  expect(printed.values).toEqual(net);
  const together = page('#net-worth .converted strong').text();
  expect(together === '' ? null : printedAmount(together).value).toBe(inDollars(net, lines));
}

/** All sums that there is a rate for, in dollars, rounded once; null where there is none. */
function inDollars(net: Record<string, bigint>, lines: readonly RateLine[]): bigint | null {
  const used = lines.filter(({ from }) => `net ${from}` in net);
  if (used.length === 0) return null;
  // Rates of at most six decimals, as whole millionths.
  const millionths = used.reduce(
    (sum, { from, rate }) => {
      const [whole = '', fraction = ''] = rate.split('.');
      return sum + (net[`net ${from}`] ?? 0n) * BigInt(whole + fraction.padEnd(6, '0'));
    },
    (net['net USD'] ?? 0n) * 1_000_000n,
  );
  const cent = 1_000_000n * unitOf('USD');
  const size = millionths < 0n ? -millionths : millionths;
  const cents = size / cent + ((size % cent) * 2n >= cent ? 1n : 0n);
  return (millionths < 0n ? -cents : cents) * unitOf('USD');
}

interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}
const exactly = ({ amountMinor, currency: code }: Amount) => BigInt(amountMinor) * unitOf(code);
async function factsOf<Facts>(client: Client, path: string): Promise<Facts> {
  return JSON.parse((await client.get(path)).text) as Facts;
}

async function checkOverviewJson(
  client: Client,
  net: Record<string, bigint>,
  ownLines: readonly OwnLine[],
  rateLines: readonly RateLine[],
): Promise<void> {
  const { netWorth, accounts, converted } = await factsOf<{
    netWorth: { currency: string; net: Amount; assets: Amount; debts: Amount }[];
    accounts: { name: string; bankId: string; balance: Amount; ownFigureOn?: string }[];
    converted?: { sum: Amount };
  }>(client, '/api/dashboard');
  const told = new Sums();
  for (const { currency: code, ...sums } of netWorth) {
    for (const [name, amount] of Object.entries(sums)) told.set(name, code, exactly(amount));
  }
  const expected = Object.entries(net).filter(([name]) => /^(net|assets|debts) /.test(name));
  expect(told.values).toEqual(Object.fromEntries(expected));
  expect(
    accounts
      .filter(({ bankId }) => bankId === 'own')
      .map(({ name, balance, ownFigureOn }) => [name, exactly(balance), ownFigureOn]),
  ).toEqual(ownLines.map((line) => [line.name, worthOf(line), line.day]));
  expect(converted ? exactly(converted.sum) : null).toBe(inDollars(net, rateLines));
}

async function checkPastDays(client: Client, ownLines: readonly OwnLine[], today: string): Promise<void> {
  const told = await factsOf<{
    netWorth: { currency: string; leftOut: string[]; days: { date: string; net: Amount | null }[] }[];
    accounts: {
      id: string;
      name: string;
      currency: string;
      ownFigureOn?: string;
      days: { balance: Amount | null }[];
    }[];
  }>(client, '/api/net-worth?months=3');
  const ownTold = told.accounts.filter(({ ownFigureOn }) => ownFigureOn);
  expect(ownTold.map(({ name }) => name)).toEqual(ownLines.map(({ name }) => name));
  for (const [index, { days }] of ownTold.entries()) {
    const values = new Set(days.map(({ balance }) => balance && exactly(balance)));
    expect(values).toEqual(new Set([worthOf(ownLines[index] as OwnLine)]));
  }
  for (const { currency: code, leftOut, days } of told.netWorth) {
    const counted = told.accounts.filter((one) => one.currency === code && !leftOut.includes(one.id));
    expect(leftOut.filter((id) => id.startsWith('own:'))).toEqual([]);
    for (const [index, { net }] of days.entries()) {
      if (net === null) continue;
      const sum = counted.reduce((total, { days: own }) => {
        const balance = own[index]?.balance;
        return total + (balance ? exactly(balance) : 0n);
      }, 0n);
      expect(exactly(net)).toBe(sum);
    }
  }
  const { page } = await client.get('/net-worth?months=3');
  const shown = new Sums();
  for (const line of page('#worth-total > p:not(.converted)').toArray()) {
    const [, amount] = /^(.+?) today/.exec(page(line).text().trim()) ?? [];
    if (amount) shown.read('today', amount);
  }
  const last = new Sums();
  for (const { currency: code, days } of told.netWorth) {
    const net = days.at(-1)?.net;
    if (net && days.at(-1)?.date === today) last.set('today', code, exactly(net));
  }
  expect(shown.values).toEqual(last.values);
  const { text } = await client.get('/net-worth.csv?months=3');
  for (const line of ownLines) {
    const rows = text.split('\r\n').filter((row) => row.endsWith(`"own:${line.name}"`));
    expect(rows).toHaveLength(told.netWorth[0]?.days.length ?? 0);
    const decimals = new Set(rows.map((row) => row.split(',')[1] ?? ''));
    expect(
      [...decimals].map((decimal) => printedAmount(`${decimal.replace('-', '−')} ${line.currency}`).value),
    ).toEqual([worthOf(line)]);
  }
}

async function checkCredit(client: Client, ownLines: readonly OwnLine[]): Promise<void> {
  const ownLoans = ownLines.filter(({ ownKind }) => ownKind === 'loan');
  const { page } = await client.get('/credit');
  const rows = page('#loans tbody tr')
    .toArray()
    .filter((row) => page(row).text().includes('Your own figure'));
  expect(
    rows.map((row) => [
      page(row).find('bdi').text(),
      printedAmount(page(row).find('td').first().text()).value,
    ]),
  ).toEqual(ownLoans.map((line) => [line.name, 0n - worthOf(line)]));
  const { loans } = await factsOf<{
    loans: { name: string; bankId: string; balance: Amount; ownFigureOn?: string }[];
  }>(client, '/api/credit');
  const told = loans.filter(({ bankId }) => bankId === 'own');
  expect(told.map(({ name, balance, ownFigureOn }) => [name, exactly(balance), ownFigureOn])).toEqual(
    ownLoans.map((line) => [line.name, worthOf(line), line.day]),
  );
}

function spentOf(books: Books, { category, currency: code }: TargetLine, today: string): bigint {
  const isThisMonth = between(`${today.slice(0, 7)}-01`, today);
  const isIn = (row: Books['rows'][number]) => {
    const summedIn = categoryOf(row) === 'INCOME' ? 'OTHER' : categoryOf(row);
    return summedIn === category || detailedOf(row) === category;
  };
  return books.rows
    .filter(
      (row) => isThisMonth(row) && currencyOf(row) === code && kindOf(row, books.accounts) === 'spending',
    )
    .filter(isIn)
    .reduce((sum, row) => sum - movement(row), 0n);
}

/** Where not all are shown, those are of which most is spent. */
function checkTargets(
  { page }: Answer,
  books: Books,
  lines: readonly TargetLine[],
  today: string,
  most = lines.length,
): void {
  const rows = page('#targets li')
    .toArray()
    .map((row) => {
      const [, spent = '', of = '', rest = ''] =
        /^(.+?) of (.+?)(: .+)?$/.exec(page(row).find('span').text()) ?? [];
      const href = new URLSearchParams(page(row).find('a').attr('href')?.split('?')[1]);
      return { spent: printedAmount(spent), of: printedAmount(of), rest, category: href.get('category') };
    });
  expect(rows).toHaveLength(Math.min(most, lines.length));
  const all = lines.map((line) => {
    const facts = {
      spent: spentOf(books, line, today),
      target: BigInt(line.amountMinor) * unitOf(line.currency),
    };
    const row = rows.find(
      ({ category, of }) =>
        category === line.category && of.currency === line.currency && of.value === facts.target,
    );
    return { ...facts, currency: line.currency, row };
  });
  const shown = all.filter(({ row }) => row);
  expect(shown).toHaveLength(rows.length);
  for (const { spent, target, currency: code, row } of shown) {
    expect(row?.spent).toEqual({ currency: code, value: spent });
    expect(row?.rest.endsWith('over the target')).toBe(spent > target);
    for (const other of all) {
      if (!other.row) expect(other.spent * target).toBeLessThanOrEqual(spent * other.target);
    }
  }
}

async function checkTargetsJson(
  client: Client,
  books: Books,
  lines: readonly TargetLine[],
  today: string,
): Promise<void> {
  const { targets: told } = await factsOf<{
    targets?: { category: { id: string }; currency: string; target: Amount; spent: Amount }[];
  }>(client, '/api/spending?months=3');
  const words = (category: string, code: string, target: bigint, spent: bigint) =>
    [category, code, target, spent].join(' | ');
  expect(
    told
      ?.map((one) => words(one.category.id, one.currency, exactly(one.target), exactly(one.spent)))
      .sort() ?? null,
  ).toEqual(
    lines.length === 0
      ? null
      : lines
          .map((line) =>
            words(
              line.category,
              line.currency,
              BigInt(line.amountMinor) * unitOf(line.currency),
              spentOf(books, line, today),
            ),
          )
          .sort(),
  );
}
