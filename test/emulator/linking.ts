/** Link as an app begins it, and a person who signs in to a bank again. */

import type { TestEmulator } from './test-emulator.ts';

export const LINK = {
  client_name: 'Ledgerless <b>',
  language: 'en',
  country_codes: ['US'],
  user: { client_user_id: 'random' },
  products: ['transactions'],
  additional_consented_products: ['liabilities'],
  transactions: { days_requested: 730 },
  hosted_link: { completion_redirect_uri: 'http://localhost:3000/link/return' },
};

/** The path of a new link's page, and what the app can read of it afterwards. */
export async function createLink(emulator: TestEmulator, extra: object = {}) {
  const { body } = await emulator.post('/link/token/create', { ...LINK, ...extra });
  const page = new URL(String(body.hosted_link_url)).pathname;
  const { link_token } = body;
  const read = async () => (await emulator.post('/link/token/get', { link_token })).body;
  return { page, read };
}

/** Brings a person back to their bank, as update mode does. */
export async function signInAgain(emulator: TestEmulator, access_token: string): Promise<void> {
  const { page } = await createLink(emulator, { access_token, products: undefined, hosted_link: {} });
  await fetch(`${emulator.baseUrl}${page}/repair`, { method: 'POST' });
}
