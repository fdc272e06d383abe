/** Someone with two banks and an account, for tests that look at every page as this person has it. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { giveBank } from '../support/give-bank.ts';
import { beginLink } from '../support/link.ts';
import { hasPostgres } from '../support/postgres.ts';
import { signIn } from '../support/sign-in.ts';
import { openStoresHouse, type StoresHouse } from '../support/stores-house.ts';
import { launch, openWindow } from './chrome.ts';

const BANK_PAGES = ['/', '/dashboard', '/transactions?q=e', '/spending', '/recurring', '/credit', '/privacy'];
/** Plaid does not tell how the linking ended, so that this one waits. */
const WAITING = '/link/return';
export const PAGES = [...BANK_PAGES, WAITING, ...(hasPostgres ? ['/sign-in', '/account'] : [])];

export interface Someone {
  readonly house: StoresHouse['house'];
  /** A page in a new window of theirs. */
  open(options?: Parameters<typeof openWindow>[2]): Promise<Page>;
  /** Closes the window. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export async function openSomeone(): Promise<Someone> {
  const [stores, browser]: [StoresHouse, Browser] = await Promise.all([
    openStoresHouse({ redis: false, accounts: hasPostgres }),
    launch(),
  ]);
  const { house, mail } = stores;
  const visitor = house.visitor();
  giveBank(house, visitor);
  giveBank(house, visitor, { institutionId: 'ins_900005' });
  if (mail) await signIn(visitor, mail, 'somebody@example.org');
  await beginLink(visitor);
  house.emulator.control.inject(
    { kind: 'error', code: 'INTERNAL_SERVER_ERROR' },
    { path: '/link/token/get' },
  );
  let context: BrowserContext | undefined;
  const leave = async () => context?.close();
  return {
    house,
    async open(options) {
      context = await openWindow(browser, house.url, { visitor, ...options });
      return context.newPage();
    },
    leave,
    async close() {
      await browser.close();
      await stores.close();
    },
  };
}
