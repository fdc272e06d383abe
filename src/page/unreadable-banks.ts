/** Banks whose cookies this server cannot use: how many, why, and what becomes of their connections at Plaid. */

import type { Request } from 'express';
import { unpackConnection } from '../connections/connection.ts';
import { expiryOf } from '../connections/lifetime.ts';
import type { Services } from '../services.ts';

export interface UnreadableBanks {
  readonly count: number;
  /** Some were encrypted with a key that this server does not have. */
  readonly isOfAnotherKey: boolean;
  /** Some were connected while this server used another environment of Plaid's. */
  readonly isForeign: boolean;
  /** Some are damaged, or of another version. */
  readonly isDamaged: boolean;
  /** By when their connections have ended by themselves; null where this server cannot end them. */
  readonly endsBy: string | null;
  /** Whether that is so; null where Plaid has not said yet that this server may end connections. */
  readonly mayEnd: boolean | null;
  /** How many lines the book has that goes with them; 0 where another bank is left. */
  readonly bookLines: number;
}

/** Of a bank's cookie that opens: whether its bank was connected in another environment of Plaid's. */
export function isForeignBank(services: Pick<Services, 'isForeignToken'>): (bank: Buffer) => boolean {
  return (bank) => {
    const connection = unpackConnection(bank);
    return connection !== null && services.isForeignToken(connection.accessToken);
  };
}

/** What to say of them; null where there are none. */
export function unreadableBanks(
  { context }: Request,
  { config, gateway }: Pick<Services, 'config' | 'gateway'>,
): UnreadableBanks | null {
  const { unreadable, format, now } = context;
  if (unreadable.length === 0) return null;
  const isOfAnotherKey = unreadable.some(({ cause }) => cause === 'another key');
  const isForeign = unreadable.some(({ cause }) => cause === 'foreign');
  const mayEnd = gateway.hasUsers();
  // Redis alone still has the dates: others are gone with the process that knew them. Those of another environment rest.
  const isKnownWhen = config.redisUrl !== null && !isForeign;
  const lastDay = format.dayOf(expiryOf({ days: config.maxSessionDays }, now));
  return {
    count: unreadable.length,
    isOfAnotherKey,
    isForeign,
    isDamaged: unreadable.some(({ cause }) => cause === 'damaged'),
    endsBy: mayEnd !== false && isKnownWhen ? format.day(lastDay) : null,
    mayEnd,
    bookLines: context.banks.length > 0 ? 0 : context.wholeBook.length,
  };
}
