/** A person who links a bank in a real browser, through the Link page and back. */

import type { Page } from 'playwright-core';

/** From the home page to the overview, with every account of the couple's at this bank. */
export async function linkBank(page: Page, bank: RegExp): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^(Connect|Add) a bank/ }).click();
  const choice = page.getByRole('radio', { name: bank });
  if ((await choice.count()) === 0) await page.getByText('Try how a broken bank looks').click();
  await choice.check();
  await page.getByRole('radio', { name: /Maya and Tom/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Share and finish' }).click();
  await page.waitForURL('**/dashboard');
}
