/** Books with exactly so many transactions, spread over two years, for tests of size. */
import { businessPlan } from './banks/business.ts';
import type { DayNumber } from './days.ts';
import { balance, type Ledger } from './ledger.ts';
import { pick, randomOf } from './random.ts';
import { COFFEE, GOODS, GROCERIES, MEALS } from './shops.ts';

const SHOPS = [...COFFEE, ...GROCERIES, ...MEALS, ...GOODS];
const DAYS = 730;

/** One account with `count` posted transactions in the last 730 days. */
export function ledgerOfExactly(count: number, name: string, today: DayNumber): Ledger {
  const random = randomOf(name);
  const entries = Array.from({ length: count }, (_, i) => {
    const day = today - Math.floor((i * DAYS) / Math.max(count, DAYS));
    const merchant = pick(SHOPS, random);
    const sign = i % 9 === 0 ? -8 : 1;
    const amountMinor = sign * (100 + Math.floor(random() * 9_900));
    return { key: `${name}:exactly:${i}`, account: 0, day, postDay: day, amountMinor, merchant };
  });
  return balance(businessPlan().accounts.slice(0, 1), entries, today);
}
