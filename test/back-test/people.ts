/** The demo's people with their banks, read through the real gateway, as the pages read them. */

import { startEmulator } from '../../src/emulator/emulator.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { type Books, booksOf, DAYS_BEHIND } from '../../src/features/ahead/forecast/books.ts';
import { addDays } from '../../src/finance/days.ts';
import { flowsOf } from '../../src/finance/flow.ts';
import { startTestApp } from '../support/test-app.ts';
import { unwrap } from '../support/unwrap.ts';

/** Banks of the demo with cash accounts, in whose books the person is another each time. */
const BANKS = ['ins_900001', 'ins_900002', 'ins_900003', 'ins_900005', 'ins_900006'];

export interface PersonBooks {
  readonly person: string;
  readonly books: Books;
}

/** Everybody's books at the end of a day (YYYY-MM-DD). */
export async function booksOfPeople(today: string, banks: readonly string[] = BANKS): Promise<PersonBooks[]> {
  const now = () => new Date(`${today}T12:00:00Z`);
  const emulator = await startEmulator({ clock: now });
  const app = await startTestApp({ now, emulator });
  try {
    return await Promise.all(
      PEOPLE.map(async ({ id: person }) => {
        const histories = await Promise.all(
          banks.map(async (institutionId) => {
            const { accessToken } = emulator.control.createItem({ institutionId, person });
            const range = { from: addDays(today, -DAYS_BEHIND), to: today };
            return unwrap(app.services.gateway.history(accessToken, range));
          }),
        );
        const accounts = histories.flatMap(({ balances }) => balances.accounts);
        const flows = flowsOf(
          histories.flatMap(({ transactions }) => transactions),
          accounts,
        );
        return { person, books: booksOf({ accounts, flows, today }) };
      }),
    );
  } finally {
    await app.close();
    await emulator.close();
  }
}
