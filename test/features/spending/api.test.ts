import { afterAll, describe, expect, it } from 'vitest';
import { described } from '../../support/api-document.ts';
import { giveBank } from '../../support/give-bank.ts';
import { startTestApp } from '../../support/test-app.ts';

const PATH = '/api/spending';

interface Amount {
  readonly amountMinor: number;
}

interface Spending {
  readonly months: number;
  readonly cashFlow: {
    currency: string;
    months: { month: string; income: Amount; spent: Amount; net: Amount }[];
  }[];
  readonly categories: {
    categories: {
      category: { label: string };
      soFar: { spent: Amount };
      byMonth: { month: string; spent: Amount }[];
    }[];
    total: { spent: Amount; byMonth: { month: string; spent: Amount }[] };
  }[];
  readonly merchants: { merchants: { name: string; spent: Amount }[] }[];
}

const app = await startTestApp({ now: () => new Date('2026-03-10T12:00:00Z') });
const client = app.newClient();
giveBank(app, client);
afterAll(() => app.close());

const ask = async (query = '') => described<Spending>(await client.get(PATH + query), PATH);

it.each([
  ['', 12],
  ['?months=3', 3],
  ['?months=24', 24],
  ['?months=7', 12],
  ['?months[]=3', 12],
])('has the months of the page for %j: %d', async (query, months) => {
  const told = await ask(query);
  expect(told.months).toBe(months);
  expect(told.cashFlow[0]?.months).toHaveLength(months);
  expect(told.cashFlow[0]?.months.at(-1)?.month).toBe('2026-03');
});

describe('the figures of the API', () => {
  it('are those of the page, name by name', async () => {
    const { page } = await client.get('/spending?months=6');
    const told = await ask('?months=6');
    const texts = (selector: string) =>
      page(selector)
        .toArray()
        .map((element) => page(element).text().trim());
    expect(told.categories[0]?.categories.length).toBeGreaterThan(5);
    expect(told.categories[0]?.categories.map(({ category }) => category.label)).toEqual(
      texts('#by-category > table tbody th'),
    );
    expect(told.merchants[0]?.merchants.map(({ name }) => name)).toEqual(texts('#merchants tbody th'));
  });

  it('add up: categories to months, months to their sum, income less spending to net', async () => {
    const { cashFlow, categories } = await ask('?months=6');
    const [known] = categories;
    expect(cashFlow[0]?.months).toHaveLength(6);
    for (const [index, month] of (cashFlow[0]?.months ?? []).entries()) {
      const sum = known?.categories.reduce(
        (all, { byMonth }) => all + (byMonth[index]?.spent.amountMinor ?? 0),
        0,
      );
      expect(sum).toBe(month.spent.amountMinor);
      expect(known?.total.byMonth[index]).toMatchObject({ month: month.month, spent: month.spent });
      expect(month.net.amountMinor).toBe(month.income.amountMinor - month.spent.amountMinor);
    }
    for (const { soFar, byMonth } of known?.categories ?? []) {
      expect(soFar.spent).toEqual(byMonth.at(-1)?.spent);
    }
    const months = known?.total.byMonth ?? [];
    expect(known?.total.spent.amountMinor).toBe(
      months.reduce((sum, { spent }) => sum + spent.amountMinor, 0),
    );
  });
});
