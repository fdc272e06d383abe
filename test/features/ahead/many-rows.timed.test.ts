import { expect, it } from 'vitest';
import { openLane } from '../../../src/event-loop-queue.ts';
import { knownAhead } from '../../../src/features/ahead/read-ahead.ts';
import { addDays } from '../../../src/finance/days.ts';
import { flow } from '../../finance/samples.ts';
import { referenceMs } from '../../support/time-limits.ts';
import { CARD, CHECKING, SAVINGS, TODAY } from './forecast/sample.ts';

it('what is ahead is worked out of fifty thousand rows within two seconds', async () => {
  const accounts = [CHECKING, SAVINGS, CARD];
  const flows = Array.from({ length: 50_000 }, (_, index) =>
    flow({
      accountId: accounts[index % 3]?.id ?? '',
      name: `Shop ${'abcdefghijklmnopqrst'[index % 20]} ${'abcdefghijklmnopqrst'[Math.floor(index / 20) % 20]}`,
      originalName: '',
      date: addDays(TODAY, -(index % 730)),
      amountMinor: -100 - (index % 997),
    }),
  );
  const work = () => knownAhead({ flows, accounts, lane: openLane() }, TODAY);
  const { backTest } = await work();
  expect(backTest?.accounts.size).toBe(2);
  expect(await referenceMs(work, { rounds: 3, warmUps: 0 })).toBeLessThan(2_000);
});
