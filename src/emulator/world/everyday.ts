/** A person's everyday purchases: what goes on the card, what on the checking account. */
import type { Person } from './person.ts';
import type { Habit } from './plan.ts';
import * as shops from './shops.ts';

/** Habits of a person. `cardAccount` may be the checking account itself. */
export function everydayHabits({ pace, taste }: Person, account: number, cardAccount: number): Habit[] {
  return [
    habit(shops.COFFEE, 3.2, cardAccount),
    habit(shops.GROCERIES, 2.1, cardAccount),
    habit(shops.MEALS, 2.2, cardAccount),
    habit(shops.TRAVEL_AROUND, 1.3, cardAccount),
    habit(shops.TRANSIT, 1.5, account),
    habit(shops.GOODS, 1.1, cardAccount),
    habit(shops.CARE, 0.35, account),
    habit(shops.FUN, 0.5, cardAccount),
    habit(shops.JOURNEYS, 0.06, cardAccount),
  ];

  function habit(merchants: Habit['merchants'], perWeek: number, on: number): Habit {
    return { merchants, perWeek: perWeek * pace, account: on, scale: taste };
  }
}
