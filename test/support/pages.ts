/** What our pages show. Each function throws where it is given another page. */

import type { CheerioAPI } from 'cheerio';
import type { Answer } from './client.ts';

export interface DashboardPage {
  /** The slots of the sections, in the order in which they arrived. */
  readonly slots: readonly string[];
  readonly netWorth: readonly string[];
  /** How fresh the balances are. */
  readonly asOf: string;
  /** `about` is the bank, and how old its balance is where that differs. */
  readonly accounts: readonly { name: string; about: string; balance: string }[];
  readonly latest: readonly { payee: string; amount: string }[];
  /** What people must do about their banks, a sentence each. */
  readonly attention: readonly string[];
  readonly notices: readonly string[];
  readonly foot: string;
}

export function dashboardOf({ page }: Pick<Answer, 'page'>): DashboardPage {
  mustBe(page, 'Overview');
  return {
    slots: page('main > section')
      .toArray()
      .map((section) => page(section).attr('slot') ?? ''),
    netWorth: texts(page, '#net-worth .headline'),
    asOf: page('section[slot=accounts] .as-of').text(),
    accounts: page('#accounts .balance')
      .toArray()
      .map((row) => ({
        name: page(row).find('div .name').text(),
        about: page(row).find('small .name').text(),
        balance: page(row).find('div .money').text(),
      })),
    latest: entries(page, '#latest .entry'),
    attention: attentionOf(page),
    notices: noticesOf({ page }),
    foot: page('footer p').first().text(),
  };
}

export interface TransactionsPage {
  /** Such as `1,204 transactions`. */
  readonly found: string;
  readonly rows: readonly { payee: string; amount: string }[];
  readonly chips: readonly string[];
  /** What the page says at its head: broken banks and gaps. */
  readonly attention: readonly string[];
  readonly isPartial: boolean;
  /** The address of the next page, if there is one. */
  readonly older: string | null;
}

export function transactionsOf({ page }: Answer): TransactionsPage {
  if (page('main.transactions').length === 0) mustBe(page, 'Transactions');
  return {
    found: page('.found strong').text(),
    rows: entries(page, '.entry'),
    chips: texts(page, '.chip:not(.plain)'),
    attention: attentionOf(page),
    isPartial: page('.result .incomplete').length > 0,
    older: page('a[rel=next]').attr('href') ?? null,
  };
}

/** The ids of a page's sections, sorted: they arrive in any order. */
export function sectionsOf({ page }: Pick<Answer, 'page'>): (string | undefined)[] {
  return page('main > section')
    .toArray()
    .map((section) => page(section).attr('id'))
    .sort();
}

/** Sentences that the request before has left for this page. */
export function noticesOf({ page }: Pick<Answer, 'page'>): string[] {
  return texts(page, '.notice p');
}

/** The names of the banks on the page of banks. */
export function banksOf({ page }: Pick<Answer, 'page'>): string[] {
  mustBe(page, 'Banks');
  return texts(page, '.banks .rows > li summary strong');
}

/** The cells of a table's rows, each in one line. */
export function rowsOf({ page }: Pick<Answer, 'page'>, table: string): string[][] {
  return page(`${table} tbody tr`)
    .toArray()
    .map((row) =>
      page(row)
        .find('th, td')
        .toArray()
        .map((cell) => page(cell).text().replaceAll(/\s+/g, ' ').trim()),
    );
}

function mustBe(page: CheerioAPI, title: string): void {
  const found = page('head > title').text();
  if (found !== `${title} · Ledgerless`) throw new Error(`this is not "${title}" but "${found}"`);
}

function entries(page: CheerioAPI, selector: string): { payee: string; amount: string }[] {
  return page(selector)
    .toArray()
    .map((entry) => ({
      payee: page(entry).find('.payee bdi').text(),
      amount: page(entry).find('.money').text(),
    }));
}

function attentionOf(page: CheerioAPI): string[] {
  return texts(page, '#attention li:not(.due), #attention > .note');
}

function texts(page: CheerioAPI, selector: string): string[] {
  return page(selector)
    .toArray()
    .map((element) => page(element).text().replaceAll(/\s+/g, ' ').trim());
}
