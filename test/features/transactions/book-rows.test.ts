/** What a row says of itself where the person's book says something else than Plaid, on the list and on the overview. */

import { afterAll, expect, it } from 'vitest';
import type { Answer } from '../../support/client.ts';
import { giveBank } from '../../support/give-bank.ts';
import { giveBook } from '../../support/give-book.ts';
import { startTestApp } from '../../support/test-app.ts';

const of = (text: string) => ({ text, direction: null, account: null });

const app = await startTestApp({ now: () => new Date('2026-05-20T12:00:00Z') });
const client = app.newClient();
giveBank(app, client);
const plain = client.copy();
giveBook(app, client, [
  { kind: 'call', match: of('Blue Heron'), name: '<b>The café</b> & more' },
  { kind: 'file', match: of('Blue Heron'), category: '<i>Treats</i>' },
  { kind: 'count', match: of('Blue Heron'), countsAs: 'nothing' },
]);
afterAll(() => app.close());

const SEARCH = '/transactions?q=blue+heron&days=90';

/** The first row that this person sees of the café, and what opens beneath it. */
function firstRow({ page }: Answer) {
  const row = page('.entries > li').first();
  const facts = row.find('dl > div').toArray();
  return {
    payee: row.find('.payee bdi').text(),
    about: row.find('.about').text(),
    facts: Object.fromEntries(
      facts.map((fact) => [
        page(fact).find('dt').text(),
        page(fact).find('dd').text().replaceAll(/\s+/g, ' '),
      ]),
    ),
  };
}

it('says what Plaid calls it, and what it counts as', async () => {
  const answer = await client.get(SEARCH);
  const { payee, about, facts } = firstRow(answer);
  expect(payee).toBe('<b>The café</b> & more');
  expect(about).toMatch(/<i>Treats<\/i>Left out of totals$/);
  expect(facts['Without your book']).toBe(
    'Plaid calls it Blue Heron Coffee and files it under Food and drink',
  );
  expect(facts['In totals']).toBe('Left out of totals, as your book says');
  expect(answer.page('main b, main i')).toHaveLength(0);
  // All that is listed is left out.
  expect(answer.page('.found .sums dd')).toHaveLength(0);
});

it('says nothing of it without a book', async () => {
  const { payee, about, facts } = firstRow(await plain.get(SEARCH));
  expect(payee).toBe('Blue Heron Coffee');
  expect(about).not.toContain('totals');
  expect(facts).not.toHaveProperty('Without your book');
  expect(facts).not.toHaveProperty('In totals');
});

it('finds what is left out among what counts as neither, and says so only where there is some', async () => {
  const label = async (reader: typeof client) =>
    (await reader.get('/transactions?days=90')).page('option[value=neither]').text();
  expect(await label(client)).toBe('Neither: transfers, payments, left out');
  expect(await label(plain)).toBe('Neither: transfers, card and loan payments');
});

it('says on the overview that it is left out', async () => {
  const latest = async (reader: typeof client) => {
    const { page } = await reader.get('/dashboard');
    return page('#latest .about').text();
  };
  const { payee } = firstRow(await plain.get('/transactions'));
  giveBook(app, client, [{ kind: 'count', match: of(payee), countsAs: 'transfer' }]);
  expect(await latest(client)).toContain('Counted as a transfer');
  expect(await latest(plain)).not.toContain('Counted as');
});
