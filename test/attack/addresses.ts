/** One customer of an IPv6 provider has 65,536 networks and more addresses than can be counted, and asks from another each time. */

import { startMailServer } from '../support/mail-server.ts';
import { type Attack, startTarget } from './attack.ts';

const RATE_LIMIT = 12;
const REQUESTS = 200;

/** What the limits allow to one address with this RATE_LIMIT (docs/configuration.md). */
const LIMITS = [
  { what: 'pages', path: '/', isForm: false, limit: 12 },
  { what: 'visits to Plaid', path: '/link', isForm: true, limit: 2 },
  { what: 'webhooks', path: '/plaid/webhook/unsealed', isForm: true, limit: 120 },
] as const;
/** In a quarter of an hour, whatever RATE_LIMIT says. */
const SIGN_IN_LINKS = 30;

/** Each in a /56 of its own, as the next best prefix would have it; each limit has a /48 to itself. */
const addressOf = (network: number, at: number) =>
  `2001:db8:${network}:${((at * 257) % 65_536).toString(16)}::${at.toString(16)}`;

export const manyAddresses: Attack = {
  name: 'ask without limit from the many addresses of one IPv6 network',
  async run(bundle) {
    const mail = await startMailServer();
    const proxied = { TRUST_PROXY: '1' };
    const target = await startTarget(bundle, { ...proxied, RATE_LIMIT: `${RATE_LIMIT}` });
    const withMail = await startTarget(bundle, {
      ...proxied,
      RATE_LIMIT: '0',
      DATABASE_URL: 'postgresql://127.0.0.1:1/none',
      SMTP_URL: mail.url,
      MAIL_FROM: 'sign-in@ledgerless.example',
    });
    const figures: string[] = [];
    let hasSucceeded = false;
    for (const [network, { what, path, isForm, limit }] of LIMITS.entries()) {
      let letIn = 0;
      for (let at = 0; at < REQUESTS; at += 1) {
        const headers = { 'x-forwarded-for': addressOf(network, at), 'sec-fetch-site': 'same-origin' };
        const { status } = await target.newClient().send(path, { method: isForm ? 'POST' : 'GET', headers });
        if (status !== 429) letIn += 1;
      }
      hasSucceeded ||= letIn > limit;
      figures.push(`${letIn} ${what} (${limit} allowed)`);
    }
    for (let at = 0; at < REQUESTS / 2; at += 1) {
      const headers = { 'x-forwarded-for': addressOf(LIMITS.length, at) };
      await withMail.newClient().post('/sign-in', { email: `person${at}@example.org` }, headers);
    }
    hasSucceeded ||= mail.mails.length > SIGN_IN_LINKS;
    figures.push(`${mail.mails.length} sign-in links (${SIGN_IN_LINKS} allowed)`);
    await Promise.all([target.close(), withMail.close(), mail.close()]);
    return { hasSucceeded, figure: `of ${REQUESTS} addresses of one /48: ${figures.join(', ')}` };
  },
};
