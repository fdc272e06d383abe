/** An Item's books of today. */
import { behaviourOf, type Item } from './item.ts';
import type { PlaidSide } from './plaid-side.ts';
import { dayOf } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import { balance, type Ledger, newestFirst } from './world/ledger.ts';
import { randomOf } from './world/random.ts';

const POSTED_BY_A_LOOK = 2;

/** The books as the bank has them now: at some banks a look posts what was pending, and some tell a purchase twice. */
export function booksOf(plaid: PlaidSide, item: Item): Ledger {
  const ledger = plaid.ledgerOf(item, dayOf(plaid.now()));
  const { postsWhenLookedAt, tellsTwice, reverses } = behaviourOf(item);
  if (reverses) return withReversals(ledger);
  if (tellsTwice) return withPendingTwins(ledger);
  return postsWhenLookedAt && item.looks > 0 ? withPosted(ledger, item.looks * POSTED_BY_A_LOOK) : ledger;
}

const TOLD_TWICE_FOR_DAYS = 5;
/** Where more is posted than was held back. */
const OPEN_AMOUNT = /^(FOOD_AND_DRINK_RESTAURANT|TRANSPORTATION_GAS|TRAVEL_LODGING)$/;

/** What was posted in the last days stands there as pending a second time; the balances stay as they are. */
function withPendingTwins(ledger: Ledger): Ledger {
  const { today, entries } = ledger;
  const recent = entries.filter(
    ({ day, postDay }) => postDay > day && postDay <= today && postDay > today - TOLD_TWICE_FOR_DAYS,
  );
  const twins = recent.map((entry) => {
    const held = OPEN_AMOUNT.test(entry.merchant.detailed) ? 1 / 1.2 : 1;
    return { ...entry, postDay: today + 1, amountMinor: Math.round(entry.amountMinor * held) };
  });
  return { ...ledger, entries: newestFirst([...entries, ...twins], today) };
}

const ONE_IN = 29;
const POSTED_AGAIN_AFTER_DAYS = 3;

/** Some posted rows are taken back the day after and posted again later, each as a row of its own. */
function withReversals({ today, accounts, entries }: Ledger): Ledger {
  const reversed = entries.flatMap((entry) => {
    const { key, postDay, amountMinor } = entry;
    if (postDay > today || randomOf(`${key}:reversed`)() >= 1 / ONE_IN) return [];
    const [backOn, againOn] = [postDay + 1, postDay + 1 + POSTED_AGAIN_AFTER_DAYS];
    const back = { ...entry, key: `${key}:back`, day: backOn, postDay: backOn, amountMinor: -amountMinor };
    return [back, { ...entry, key: `${key}:again`, day: againOn, postDay: againOn }];
  });
  return balance(accounts, [...entries, ...reversed.filter(({ day }) => day <= today)], today);
}

/** Posts so many of the pending entries today, the oldest first. */
function withPosted(ledger: Ledger, count: number): Ledger {
  const { today, accounts, entries } = ledger;
  const pending = entries.filter(({ postDay }) => postDay > today).reverse();
  const posted = new Set<Entry>(pending.slice(0, count));
  const moved = entries.map((entry) => (posted.has(entry) ? { ...entry, postDay: today } : entry));
  return balance(accounts, moved, today);
}
