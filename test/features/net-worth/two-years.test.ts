/**
 * Two years behind, of three people at banks of every kind: what is worked out of the rows on the wire and of today's
 * balance equals what the emulator's own books say, which are counted forwards and are never on the wire.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../../src/finance/days.ts';
import { pastBalances } from '../../../src/finance/past-balances.ts';
import { eachPurchaseOnce } from '../../../src/finance/pending-twins.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { unwrap } from '../../support/unwrap.ts';

const NOW = new Date('2026-05-20T12:00:00Z');
const TODAY = dayOf(NOW);
const FROM = addDays(TODAY, -730);
const BANKS = [
  'ins_900001',
  'ins_900002',
  'ins_900005',
  'ins_900006',
  'ins_900015',
  'ins_900021',
  'ins_900023',
];
const DECIMALS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, KWD: 3, LUMI: 8 };

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ now: () => NOW });
});
afterAll(() => app.close());

async function compare(institutionId: string, person: string) {
  const { control } = app.emulator;
  const { id, accessToken } = control.createItem({ institutionId, person, daysRequested: 730 });
  // At some banks a look posts what is pending: the books are of the moment before.
  const books = control.pastBalances(id, FROM);
  const known = await unwrap(app.services.gateway.history(accessToken, { from: FROM, to: TODAY }));
  const pasts = pastBalances({
    accounts: known.balances.accounts,
    ...{ transactions: eachPurchaseOnce(known.transactions), from: FROM, today: TODAY },
  });
  return pasts.map((past) => {
    const own = books.find(({ accountId }) => accountId === past.account.id);
    if (own === undefined) throw new Error('the books have every account');
    expect(own.decimals).toBe(DECIMALS[own.currency]);
    const sign = own.type === 'credit' ? -1 : 1;
    const truth = own.days.map(({ date, currentMinor }) => ({ date, balanceMinor: sign * currentMinor + 0 }));
    return { past, truth };
  });
}

describe.each(['couple', 'freelancer', 'student'])('two years of the %s', (person) => {
  it.each(BANKS)('at %s equal the bank’s own books to the cent, on every day', async (bank) => {
    const compared = (await compare(bank, person)).filter(({ past }) =>
      ['depository', 'credit'].includes(past.account.type),
    );
    expect(compared.length).toBeGreaterThan(1);
    for (const { past, truth } of compared) {
      expect(past.days).toHaveLength(731);
      expect(truth).toHaveLength(731);
      if (past.knownFrom === FROM) expect(past.days, past.account.name).toEqual(truth);
      else {
        // A store card that is hardly used, or a wallet: its past begins with its first row.
        expect(past.account.name).toMatch(/^(Parcelwood Store Card|Coin wallet)$/);
        const from = past.days.findIndex(({ balanceMinor }) => balanceMinor !== null);
        expect(past.days.slice(from)).toEqual(truth.slice(from));
      }
    }
  });
});
