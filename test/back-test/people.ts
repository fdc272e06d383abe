/** The demo's people with their banks, read through the real gateway, and what their banks' books say of each day. */

import { startEmulator } from '../../src/emulator/emulator.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { type Books, booksOf } from '../../src/features/ahead/forecast/books.ts';
import { decimalsOf } from '../../src/finance/currency.ts';
import { flowsOf } from '../../src/finance/flow.ts';
import { wholeHistory } from '../../src/finance/period.ts';
import { startTestApp } from '../support/test-app.ts';
import { unwrap } from '../support/unwrap.ts';

/** Those that the demo links in one step. */
export const DEMO_BANKS = ['ins_900001', 'ins_900002', 'ins_900003', 'ins_900004'];
/** All whose books a person has: with a bank abroad and a credit union, where most comes and goes by chance. */
export const ALL_BANKS = [...DEMO_BANKS, 'ins_900005', 'ins_900006'];

export interface Person {
  readonly id: string;
  readonly books: Books;
  /** By account id and day, in minor units of the account's currency: the emulator's own books, counted forward. */
  readonly truth: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Everybody at the end of a day (YYYY-MM-DD), with these banks each. */
export async function readPeople(today: string, banks: readonly string[]): Promise<Person[]> {
  const now = () => new Date(`${today}T12:00:00Z`);
  const emulator = await startEmulator({ clock: now });
  const app = await startTestApp({ now, emulator });
  const from = wholeHistory(today).from;
  const readPerson = async (person: string): Promise<Person> => {
    const items = banks.map((institutionId) => emulator.control.createItem({ institutionId, person }));
    const histories = await Promise.all(
      items.map(({ accessToken }) => unwrap(app.services.gateway.history(accessToken, { from, to: today }))),
    );
    const accounts = histories.flatMap(({ balances }) => balances.accounts);
    const rows = histories.flatMap(({ transactions }) => transactions);
    const pasts = items.flatMap(({ id }) => emulator.control.pastBalances(id, from));
    return {
      id: person,
      books: booksOf({ accounts, flows: flowsOf(rows, accounts), today }),
      truth: new Map(
        pasts.map(({ accountId, currency, decimals, days }) => {
          const scale = 10 ** (decimals - decimalsOf(currency));
          return [
            accountId,
            new Map(days.map(({ date, currentMinor }) => [date, Math.round(currentMinor / scale)])),
          ];
        }),
      ),
    };
  };
  try {
    return await Promise.all(PEOPLE.map(({ id }) => readPerson(id)));
  } finally {
    await app.close();
    await emulator.close();
  }
}
