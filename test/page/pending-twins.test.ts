/** A bank that tells purchases as pending and as posted, and does not say which are the same. */

import { afterAll, expect, it } from 'vitest';
import { described } from '../support/api-document.ts';
import { giveBank } from '../support/give-bank.ts';
import { booksOf, type RawRow } from '../support/raw-books.ts';
import { hasRedis, type RunningRedis, startRedis } from '../support/redis.ts';
import { startTestApp } from '../support/test-app.ts';

interface Fact {
  readonly id: string;
  readonly isPending: boolean;
  readonly countsAs: string;
  readonly probablySameAs: { readonly id: string; readonly date: string } | null;
}

const TELLS_TWICE = 'ins_900021';
const now = () => new Date('2026-05-20T12:00:00Z');

const app = await startTestApp({ now });
const client = app.newClient();
giveBank(app, client, { institutionId: TELLS_TWICE });
const books = await booksOf(app.emulator);
afterAll(() => app.close());

const idsOf = (rows: readonly RawRow[]) => rows.map(({ transaction_id }) => transaction_id).sort();
const within30Days = ({ date }: RawRow) => date >= '2026-04-20';

it('such a bank names no pending row, and tells some for less than was posted', () => {
  const [item] = app.emulator.control.items();
  const rows = app.emulator.control.rawTransactions(item?.id ?? '') as RawRow[];
  expect(rows.every((row) => row.pending_transaction_id === null)).toBe(true);
  expect(new Set(rows.map((row) => row.transaction_id)).size).toBe(rows.length);
  expect(books.uncounted.length).toBeGreaterThan(5);
  const amounts = new Set(books.rows.map(({ amount }) => amount));
  expect(books.uncounted.some(({ amount }) => !amounts.has(amount))).toBe(true);
});

it.each(['/transactions?pending=only', '/dashboard'])(
  'the label on %s names the amount and the day of the posted row',
  async (path) => {
    const { page } = await client.get(path);
    const labels = page('.entry')
      .toArray()
      .map((entry) => /Probably the same as (\S+) on (\w+ \d+, \d+)/.exec(page(entry).text()))
      .filter((label) => label !== null);
    expect(labels.length).toBeGreaterThan(path === '/dashboard' ? 0 : books.uncounted.length - 1);
    const posted = books.rows.filter((row) => !row.pending);
    for (const [, amount, day] of labels) {
      const named = posted.find(
        (row) => amount === `−$${row.amount.toFixed(2)}` && Date.parse(`${day} UTC`) === Date.parse(row.date),
      );
      expect(named, `${amount} on ${day}`).toBeDefined();
    }
  },
);

it('hidden amounts stay hidden in the label', async () => {
  const other = app.newClient();
  giveBank(app, other, { institutionId: TELLS_TWICE });
  await other.post('/preferences', { hidden: 'yes' });
  const { page } = await other.get('/transactions?pending=only');
  expect(page('.entry .about').text()).toContain('Probably the same as');
  expect(page('.entry .about').text()).not.toMatch(/\$\d/);
});

it.each(['/api/transactions', '/api/dashboard'])(
  '%s tells which row each is the same as, and counts it as nothing',
  async (path) => {
    const { transactions } = described<{ transactions: Fact[] }>(await client.get(path), path);
    const marked = transactions.filter(({ countsAs }) => countsAs === 'nothing');
    expect(marked.map(({ id }) => id).sort()).toEqual(idsOf(books.uncounted.filter(within30Days)));
    for (const { isPending, probablySameAs } of marked) {
      expect(isPending).toBe(true);
      const posted = books.rows.find((row) => row.transaction_id === probablySameAs?.id);
      expect(posted).toMatchObject({ pending: false, date: probablySameAs?.date });
    }
    expect(transactions.filter(({ probablySameAs }) => probablySameAs)).toEqual(marked);
  },
);

it('the files hold each purchase once, so that they add up to what the pages count', async () => {
  const counted = books.rows.filter(within30Days);
  const posted = counted.filter(({ pending }) => !pending);
  const json = JSON.parse((await client.get('/transactions.json')).text);
  expect(json.transactions.map(({ id }: Fact) => id).sort()).toEqual(idsOf(counted));
  const csv = await client.get('/transactions.csv');
  const ids = csv.text.split('\r\n').flatMap((line) => /,(?:yes|no),(\w+)$/.exec(line)?.[1] ?? []);
  expect(ids.sort()).toEqual(idsOf(counted));
  const ofx = await client.get('/transactions.ofx');
  const fitIds = [...ofx.text.matchAll(/<FITID>(\w+)/g)].map(([, id]) => id);
  expect(fitIds.sort()).toEqual(idsOf(posted));
  const qif = await client.get('/transactions.qif');
  expect(qif.text.match(/^T-?[\d.]+$/gm)).toHaveLength(posted.length);
});

it.runIf(hasRedis)('a page made of a copy lists, labels and sums the same', async () => {
  const redis: RunningRedis = await startRedis();
  const { emulator } = app;
  const other = await startTestApp({ now, emulator, env: { REDIS_URL: redis.url } });
  try {
    const person = other.newClient();
    giveBank(other, person, { institutionId: TELLS_TWICE });
    for (const path of ['/api/transactions?days=365', '/api/dashboard', '/api/spending']) {
      await redis.send('FLUSHALL');
      const [asked, copied] = [await person.get(path), await person.get(path)].map((answer) =>
        JSON.parse(answer.text),
      );
      expect([asked.transactionsAsOf, copied.transactionsAsOf]).toEqual([null, now().toISOString()]);
      const { transactions: first = [], merchants: _, ...told } = asked;
      const { transactions: second = [], merchants: __, ...again } = copied;
      expect({ ...again, transactionsAsOf: null }).toEqual(told);
      // A copy has no text of the bank's.
      const known = (rows: object[]) => rows.map((row) => ({ ...row, originalName: '' }));
      expect(known(second)).toEqual(known(first));
    }
  } finally {
    await other.close();
    await redis.close();
  }
});
