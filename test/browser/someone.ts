/** Someone with two banks and an account, for tests that look at every page as this person has it. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { giveBank } from '../support/give-bank.ts';
import { giveBook } from '../support/give-book.ts';
import { beginLink } from '../support/link.ts';
import { hasPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { type StoresApp, startStoresApp } from '../support/stores-app.ts';
import { launch, openWindow } from './chrome.ts';
import { BOOK } from './states.ts';

const BANK_PAGES = [
  '/',
  '/dashboard',
  '/transactions?q=e',
  '/transactions?category=FOOD_AND_DRINK',
  '/spending',
  '/net-worth',
  '/recurring',
  '/ahead',
  '/credit',
  '/book',
  '/book/line?kind=file&text=coffee&category=TRAVEL&show=yes',
  '/banks',
  '/logout',
  '/privacy',
];
/** Waits, since Plaid does not say how the linking ended. */
const WAITING = '/link/return';
export const PAGES = [...BANK_PAGES, WAITING, ...(hasPostgres ? ['/sign-in', '/account'] : [])];

export interface Someone {
  readonly app: StoresApp['app'];
  /** A page in a new window with their cookies. */
  open(options?: Parameters<typeof openWindow>[2]): Promise<Page>;
  /** Closes the windows. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export async function openSomeone(): Promise<Someone> {
  const [stores, browser]: [StoresApp, Browser] = await Promise.all([
    startStoresApp({ redis: false, accounts: hasPostgres }),
    launch(),
  ]);
  const { app, mail } = stores;
  const client = app.newClient();
  giveBank(app, client);
  giveBank(app, client, { institutionId: 'ins_900005' });
  giveBook(app, client, BOOK);
  if (mail) await signIn(client, mail, 'somebody.whose.address.is.one.long.word@a-department.example.org');
  const returnUrl = app.emulator.control.returnUrl(await beginLink(client));
  app.emulator.control.inject({ kind: 'error', code: 'INTERNAL_SERVER_ERROR' }, { path: '/link/token/get' });
  const windows: BrowserContext[] = [];
  return {
    app,
    async open(options) {
      const context = await openWindow(browser, app.url, { client, ...options });
      windows.push(context);
      const page = await context.newPage();
      // The address of their visit is another one in each test.
      await page.route(`**${WAITING}`, (route) => route.continue({ url: returnUrl }));
      return page;
    },
    async leave() {
      await Promise.all(windows.splice(0).map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await stores.close();
    },
  };
}
