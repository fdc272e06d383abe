/** Links to Plaid’s pages as an app asks for them, and a sign-in there. */
import type { Bench } from './client.ts';

export const LINK = {
  client_name: 'Ledgerless <b>',
  language: 'en',
  country_codes: ['US'],
  user: { client_user_id: 'random' },
  products: ['transactions'],
  transactions: { days_requested: 730 },
  hosted_link: { completion_redirect_uri: 'http://localhost:3000/link/return' },
};

/** A new link: the path of its page, and what the app reads of it. */
export async function createLink(bench: Bench, extra: object = {}) {
  const { body } = await bench.post('/link/token/create', { ...LINK, ...extra });
  const page = new URL(String(body.hosted_link_url)).pathname;
  const token = String(body.link_token);
  const read = async () => (await bench.post('/link/token/get', { link_token: token })).body;
  return { page, read };
}

/** Brings a person back to their bank, as update mode does. */
export async function signInAgain(bench: Bench, access_token: string): Promise<void> {
  const { page } = await createLink(bench, { access_token, products: undefined, hosted_link: {} });
  await fetch(`${bench.emulator.baseUrl}${page}/repair`, { method: 'POST' });
}
