/** Banks whose cookies this server cannot read: how many, why, and what becomes of their connections at Plaid. */

import type { Request } from 'express';
import { expiryOf } from '../connections/lifetime.ts';
import { dayOf } from '../finance/days.ts';
import type { Services } from '../services.ts';

export interface UnreadableBanks {
  readonly count: number;
  /** Some were encrypted with a key that this server does not have. */
  readonly isOfAnotherKey: boolean;
  /** Some are damaged, or of another version. */
  readonly isDamaged: boolean;
  /** By when their connections have ended by themselves; null where this server cannot end them. */
  readonly endsBy: string | null;
  /** Whether that is so; null where Plaid has not said yet that this server may end connections. */
  readonly mayEnd: boolean | null;
  /** How many lines the book has that goes with them; 0 where another bank is left. */
  readonly bookLines: number;
}

/** What to say of them; null where there are none. */
export function unreadableBanks(
  { context }: Request,
  { config, gateway }: Pick<Services, 'config' | 'gateway'>,
): UnreadableBanks | null {
  const { unreadable, format, now } = context;
  if (unreadable.length === 0) return null;
  const isOfAnotherKey = unreadable.some(({ cause }) => cause === 'another key');
  const mayEnd = gateway.hasUsers();
  // Redis alone still has the dates: others are gone with the process that knew them.
  const isKnownWhen = config.redisUrl !== null;
  const lastDay = dayOf(expiryOf({ days: config.maxSessionDays }, now));
  return {
    count: unreadable.length,
    isOfAnotherKey,
    isDamaged: unreadable.some(({ cause }) => cause === 'damaged'),
    endsBy: mayEnd !== false && isKnownWhen ? format.day(lastDay) : null,
    mayEnd,
    bookLines: context.banks.length > 0 ? 0 : context.wholeBook.length,
  };
}
