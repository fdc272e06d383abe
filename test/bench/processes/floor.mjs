/** Asks Plaid what it is told to and parses the answers, by Node's own HTTP client: the least that a page can cost. */

import { Agent, request } from 'node:http';
import { hearOrders } from '../../support/orders.mjs';

const { PLAID_BASE_URL } = process.env;
const agent = new Agent({ keepAlive: true });
const headers = { 'PLAID-CLIENT-ID': 'bench', 'PLAID-SECRET': 'bench', 'content-type': 'application/json' };

hearOrders({
  /** Asks all these questions at once, so many times; gives the CPU time of it in milliseconds. */
  async ask({ questions, times }) {
    const before = process.cpuUsage();
    for (let round = 0; round < times; round++) await Promise.all(questions.map(ask));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  },
});

function ask({ path, body }) {
  return new Promise((resolve, reject) => {
    request(PLAID_BASE_URL + path, { method: 'POST', agent, headers }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(pieces).toString())));
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}
