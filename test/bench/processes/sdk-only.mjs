/** Asks Plaid what it is told to with the plain SDK, which parses the answers: the least that a page can cost. */

import { Configuration, PlaidApi } from 'plaid';
import { hearOrders } from '../../support/orders.mjs';

const plaid = new PlaidApi(
  new Configuration({
    basePath: process.env.PLAID_BASE_URL,
    baseOptions: { headers: { 'PLAID-CLIENT-ID': 'bench', 'PLAID-SECRET': 'bench' } },
  }),
);

hearOrders({
  /** Asks all these questions at once, so many times; gives the CPU time it took in milliseconds. */
  async ask({ questions, times }) {
    const before = process.cpuUsage();
    for (let round = 0; round < times; round++) {
      await Promise.all(questions.map(({ path, body }) => plaid[methodOf(path)](JSON.parse(body))));
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  },
});

/** The SDK's name for an endpoint: /accounts/balance/get is accountsBalanceGet. */
function methodOf(path) {
  return path.slice(1).replace(/[/_](\w)/g, (_, letter) => letter.toUpperCase());
}
