/** What the set-up page, the README and the documents say that Plaid costs and wants, against a reckoning of its own. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from '../../source-files.ts';
import type { Answer } from '../../support/client.ts';
import { startDemo } from '../../support/demo.ts';
import { rowsOf } from '../../support/pages.ts';
import type { TestApp } from '../../support/test-app.ts';

const DAY_MS = 86_400_000;
const BANKS = 3;
const YEAR = { from: Date.UTC(2027, 0, 1, 12), to: Date.UTC(2028, 0, 1) };

/** Items that are made in a year, each as long as chosen and then linked anew, and the calendar months in which each is. */
function costOf(days: number): { items: number; fees: number; trialEndsOn: string | null } {
  let [items, fees] = [0, 0];
  let trialEndsOn: string | null = null;
  for (let linkedAt = YEAR.from; linkedAt < YEAR.to; linkedAt += days * DAY_MS) {
    const removedAt = Math.min(linkedAt + days * DAY_MS, YEAR.to - 1);
    const months = new Set<number>();
    for (let at = linkedAt; at < removedAt; at += DAY_MS) months.add(new Date(at).getUTCMonth());
    months.add(new Date(removedAt).getUTCMonth());
    items += BANKS;
    fees += BANKS * months.size;
    if (items > 10) trialEndsOn ??= new Date(linkedAt).toISOString().slice(0, 10);
  }
  return { items, fees, trialEndsOn };
}

const count = (number: number) => number.toLocaleString('en-US');
const EXPECTED = [1, 30, 90, 365].map((days) => {
  const { items, fees } = costOf(days);
  return [count(items), count(fees)];
});

let app: TestApp;
let setup: Answer;
beforeAll(async () => {
  app = await startDemo();
  setup = await app.newClient().get('/setup');
});
afterAll(() => app.close());

describe('the Items that three banks make in a year', () => {
  it('are those of the set-up page', () => {
    expect(rowsOf(setup, '.items').map((row) => row.slice(1))).toEqual(EXPECTED);
  });

  it('are those of the documents', () => {
    const text = readText('docs/connections.md');
    const table = text.slice(text.indexOf('| kept connected for |')).split('\n').slice(2, 6);
    expect(
      table.map((line) =>
        line
          .split('|')
          .slice(2, 4)
          .map((cell) => cell.trim()),
      ),
    ).toEqual(EXPECTED);
    const readme = readText('README.md').replace(/\s+/g, ' ');
    expect(readme).toContain(
      `anew every day make ${EXPECTED[0]?.[0]} connections a year; kept for 30 days each ${EXPECTED[1]?.[0]}; extended in time ${EXPECTED[3]?.[0]}.`,
    );
  });

  it('use up a Trial plan on the days that the document says', () => {
    expect([1, 30, 365].map((days) => costOf(days).trialEndsOn)).toEqual(['2027-01-04', '2027-04-01', null]);
    const text = readText('docs/connections.md').replace(/\s+/g, ' ');
    expect(text).toContain(
      'With 24 hours a Trial plan is used up on the fourth day; with 30 days in April; with a year it is not.',
    );
  });
});

describe('the way to real banks', () => {
  const STEPS: readonly (readonly [what: RegExp, page: string])[] = [
    [/Sign up/, 'https://dashboard.plaid.com/signup'],
    [
      /Trial and full access/,
      'https://support.plaid.com/hc/en-us/articles/39994173227159-What-is-the-Plaid-Trial-plan',
    ],
    [/profile/, 'https://dashboard.plaid.com/settings/company/profile'],
    [/use case/, 'https://dashboard.plaid.com/link/data-transparency-v5'],
    [/OAuth/, 'https://plaid.com/docs/link/oauth/'],
    [/Transactions.*Balance.*Liabilities/s, ''],
    [/PLAID_COUNTRY_CODES/, ''],
    [/redirect/, 'https://plaid.com/docs/link/hosted-link/'],
    [/PLAID_ENV/, ''],
  ];

  it('is told on the set-up page in the order in which one meets it, with Plaid’s pages', () => {
    const steps = setup.page('.production li').toArray();
    expect(steps).toHaveLength(STEPS.length);
    for (const [index, [what, address]] of STEPS.entries()) {
      const step = setup.page(steps[index]);
      expect(step.text()).toMatch(what);
      if (address) expect(step.find(`a[href="${address}"]`), address).toHaveLength(1);
    }
  });

  it('comes after what is set and what was refused, and before its price', () => {
    const headings = setup.page('main h2').toArray();
    expect(headings.map((heading) => setup.page(heading).text())).toEqual([
      ...['Checks', 'What Plaid refused', 'Client address and proxies'],
      ...['Real banks, step by step', 'What Plaid bills'],
    ]);
  });

  it('is told in the same order in the document that the README leads to', () => {
    expect(readText('README.md')).toContain('(docs/deployment.md#plaid-in-production)');
    const text = readText('docs/deployment.md');
    const section = text.slice(text.indexOf('## Plaid in production'), text.indexOf('## Several instances'));
    const steps = section.split(/^\d\. /m).slice(1);
    expect(steps).toHaveLength(STEPS.length);
    for (const [index, [what, address]] of STEPS.entries()) {
      expect(steps[index]).toMatch(what);
      expect(steps[index]).toContain(address);
    }
  });

  it('names a page of Plaid’s for every product that is billed', () => {
    const rows = setup.page('.billing table').first().find('tbody tr').toArray();
    const names = rows.map((row) => setup.page(row).find('th').text());
    expect(names).toEqual(['Transactions', 'Liabilities', 'Balance']);
    for (const row of rows) {
      expect(setup.page(row).find('a[href^="https://plaid.com/docs/"]'), setup.page(row).text()).toHaveLength(
        1,
      );
    }
  });
});
