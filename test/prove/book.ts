/** Books whose words and amounts are canaries, for browsers of the process under proof. */

import { createSealer } from '../../src/crypto/sealer.ts';
import type { Client } from '../support/client.ts';
import { giveBook } from '../support/give-book.ts';
import type { Canaries } from './canaries.ts';

/** As configured where nothing else is; any other would only make the app renew the book. */
const MAX_SESSION_DAYS = 90;

/** Puts a book into a browser's jar: a new name, a category of own words, and accounts of their own with amounts. */
export function bookGiver({
  encryptionKey,
  canaries,
}: {
  encryptionKey: string;
  canaries: Canaries;
}): (client: Client) => void {
  const services = {
    sealer: createSealer([Buffer.from(encryptionKey, 'base64')]),
    isSecure: false,
    now: () => new Date(),
    config: { maxSessionDays: MAX_SESSION_DAYS },
  };
  const { canary } = canaries;
  const [house, target, loan] = ['4823917.43', '2716043.58', '3591726.94'];
  canaries.learn(JSON.stringify({ house: Number(house), target: Number(target), loan: Number(loan) }));
  const text = [
    `file "fernhollow" under Pets of ${canary}`,
    `call "bluebird" Café ${canary}`,
    `count "rent share ${canary}" as transfer`,
    `recurring "${canary}" no`,
    `target FOOD_AND_DRINK ${target} USD`,
    `own "House of ${canary}" property ${house} USD 2026-01-15`,
    `own "Loan of ${canary}" loan ${loan} USD 2026-01-15`,
  ].join('\n');
  return (client) => {
    giveBook({ services }, client, { text: `${text}\n` });
  };
}
