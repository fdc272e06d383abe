/** What the page, the calendar file and the API know of the days ahead: worked out once, some in each turn. */

import type { Format } from '../../finance/format.ts';
import type { Day } from '../../finance/model.ts';
import type { KnownFlows } from '../../reading/all-transactions.ts';
import type { BankReading, LinkedBank } from '../../reading/reading.ts';
import type { Ending } from './events.ts';
import { type BackTest, backTest, booksBefore } from './forecast/back-test.ts';
import { type Books, booksOf } from './forecast/books.ts';
import { type Forecast, forecast } from './forecast/forecast.ts';
import { plansOf } from './forecast/plans.ts';

export interface KnownAhead {
  readonly books: Books;
  readonly forecast: Forecast;
  /** Null where there is too little history. */
  readonly backTest: BackTest | null;
}

/** The forecast of these flows, and how good it would have been. */
export async function knownAhead(
  { flows, accounts, lane }: Pick<KnownFlows, 'flows' | 'accounts' | 'lane'>,
  today: Day,
): Promise<KnownAhead> {
  const { scheduleNext } = lane;
  const books = await scheduleNext(() => booksOf({ accounts, flows, today }));
  const plans = await scheduleNext(() => plansOf(books));
  const ahead = await scheduleNext(() => forecast(books, plans));
  const before = await scheduleNext(() => booksBefore(books));
  // Today's plans were made with the hidden days as well, so these are made without them.
  const plansBefore = await scheduleNext(() => plansOf(before));
  const tested = await scheduleNext(() => backTest(books, forecast(before, plansBefore)));
  return { books, forecast: ahead, backTest: tested };
}

/** When these banks' connections end here, and their owner's consent at the bank, where it sets a date. */
export async function endingsOf(
  linkedBanks: readonly LinkedBank[],
  banks: readonly Pick<BankReading, 'id' | 'item'>[],
  { dayOf }: Format,
): Promise<Ending[]> {
  const statuses = await Promise.all(
    banks.map(async ({ id, item }) => {
      const status = await item;
      return [id, status.ok ? status.value.consentExpiresAt : null] as const;
    }),
  );
  const consents = new Map(statuses);
  return linkedBanks.flatMap(({ id: bankId, connection, expiresAt, isSessionOnly }) => {
    const bank = connection.institutionName;
    const consentAt = consents.get(bankId) ?? null;
    return [
      // One that is forgotten with the browser's windows has no day.
      ...(isSessionOnly ? [] : [{ kind: 'connection' as const, bankId, bank, day: dayOf(expiresAt) }]),
      ...(consentAt === null ? [] : [{ kind: 'consent' as const, bankId, bank, day: dayOf(consentAt) }]),
    ];
  });
}
