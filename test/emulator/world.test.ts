import { describe, expect, it } from 'vitest';
import { dayFrom, formatDay, isWeekend, weekdayOf } from '../../src/emulator/world/days.ts';
import { ledgerOfExactly } from '../../src/emulator/world/exactly.ts';
import { recurringLabels } from '../../src/emulator/world/labels.ts';
import { shownDay, windowTo } from '../../src/emulator/world/ledger.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';
import { EVERYONE, home, ledgerOf, TODAY } from './places.ts';

it('the same day gives the same books, and another seed gives others', () => {
  expect(ledgerOf(home)).toEqual(ledgerOf(home));
  expect(ledgerOf(home, TODAY, 2).entries).not.toEqual(ledgerOf(home).entries);
});

it('tomorrow only adds: every posted entry of today is there tomorrow, unchanged', () => {
  const tomorrow = new Map(ledgerOf(home, TODAY + 1).entries.map((entry) => [entry.key, entry]));
  for (const entry of ledgerOf(home).entries) expect(tomorrow.get(entry.key)).toEqual(entry);
});

it('balances move from day to day by what was posted', () => {
  for (let today = TODAY; today < TODAY + 40; today++) {
    const [before, after] = [ledgerOf(home, today), ledgerOf(home, today + 1)];
    for (const [i, account] of after.accounts.entries()) {
      const posted = after.entries.filter((entry) => entry.account === i && entry.postDay === today + 1);
      const outMinor = posted.reduce((sum, entry) => sum + entry.amountMinor, 0);
      const changeMinor = account.currentMinor - (before.accounts[i]?.currentMinor ?? 0);
      expect(changeMinor).toBe(account.type === 'credit' ? outMinor : 0 - outMinor);
    }
  }
});

it.each(EVERYONE)('balances of $title stay believable', (place) => {
  const days = [dayFrom(2026, 0, 1), TODAY, dayFrom(2026, 8, 20), dayFrom(2026, 11, 31)];
  for (const today of days) {
    for (const { name, type, currentMinor, openingMinor, limitMinor, decimals } of ledgerOf(place, today)
      .accounts) {
      // A refund after the card was paid leaves a little in the holder's favour.
      const leastMinor = type === 'credit' ? -20_000 : 0;
      expect(currentMinor, `${name} on ${formatDay(today)}`).toBeGreaterThanOrEqual(leastMinor);
      if (limitMinor !== undefined) expect(currentMinor, name).toBeLessThan(limitMinor);
      expect(currentMinor, name).toBeLessThan(8 * openingMinor + 300_000 * 10 ** decimals);
    }
  }
});

it('there are at least 730 days of history on every day of a year', () => {
  for (const today of [dayFrom(2026, 0, 1), dayFrom(2026, 11, 31), dayFrom(2028, 1, 29)]) {
    const oldest = ledgerOf(home, today).entries.at(-1);
    expect(today - (oldest?.day ?? today)).toBeGreaterThanOrEqual(725);
  }
});

it('pending entries are recent, and each is posted within days', () => {
  const pending = ledgerOf(home).entries.filter((entry) => entry.postDay > TODAY);
  expect(pending.length).toBeGreaterThan(0);
  for (const { day, postDay } of pending) {
    expect(TODAY - day).toBeLessThanOrEqual(4);
    expect(postDay - TODAY).toBeLessThanOrEqual(4);
  }
});

it('money between own accounts has both legs', () => {
  const { entries } = ledgerOf(home);
  for (const kind of ['autopay', 'sweep']) {
    const legs = entries.filter((entry) => entry.key.startsWith(kind));
    expect(legs.length).toBeGreaterThan(24);
    expect(legs.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(0);
  }
});

it('some purchases are brought back', () => {
  const refunds = ledgerOf(home).entries.filter((entry) => entry.key.endsWith(':refund'));
  expect(refunds.length).toBeGreaterThan(10);
  expect(refunds.every((entry) => entry.amountMinor < 0)).toBe(true);
});

it('a business has some 24,000 transactions in two years', () => {
  const business = EVERYONE.find(({ institution }) => institution.name.startsWith('Tallywren')) ?? home;
  const recent = ledgerOf(business).entries.filter((entry) => shownDay(entry, TODAY) > TODAY - 730);
  expect(recent.length).toBeGreaterThan(22_000);
  expect(recent.length).toBeLessThan(27_000);
});

it.each([0, 1, 500, 501, 10_000, 50_000])('a ledger of exactly %i', (count) => {
  const { entries } = ledgerOfExactly(count, 'size', TODAY);
  expect(entries.length).toBe(count);
  expect(new Set(entries.map((entry) => entry.key)).size).toBe(count);
  expect(entries.every((entry) => entry.postDay <= TODAY && entry.postDay > TODAY - 730)).toBe(true);
});

describe('labels', () => {
  const labels = recurringLabels(home.person, windowTo(TODAY)).filter(
    (label) => label.institutionId === 'ins_900001',
  );
  const { entries } = ledgerOf(home);

  it('tell each stream once, with the times it came', () => {
    expect(labels.length).toBeGreaterThan(15);
    for (const label of labels) {
      const same = labels.filter((other) => other.merchant === label.merchant);
      const came = entries.filter((e) => e.merchant.name === label.merchant && e.day >= TODAY - 730);
      expect(came.length, label.merchant).toBe(same.reduce((sum, other) => sum + other.occurrences, 0));
    }
  });

  it('know what ended, what rose and two plans at one merchant', () => {
    expect(labels.filter((label) => !label.isActive).map((label) => label.merchant)).toEqual([
      'The Daily Meridian',
    ]);
    expect(labels.find((label) => label.merchant === 'Streamlet')?.amountsMinor).toEqual([1_549, 1_799]);
    expect(labels.filter((label) => label.merchant === 'Tunewell')).toHaveLength(2);
  });

  it('cover every cadence', () => {
    const cadences = PEOPLE.flatMap((person) => recurringLabels(person, windowTo(TODAY))).map(
      (label) => label.cadence,
    );
    expect([...new Set(cadences)].toSorted()).toEqual([
      'fortnightly',
      'monthly',
      'twice a month',
      'weekly',
      'yearly',
    ]);
  });
});

it('pay that falls on a weekend comes on the working day before', () => {
  const pay = ledgerOf(home).entries.filter((entry) => entry.merchant.name === 'Portland Public Library');
  expect(pay.some((entry) => [14, 13, 28].includes(Number(formatDay(entry.day).slice(8))))).toBe(true);
  expect(pay.some((entry) => isWeekend(entry.day))).toBe(false);
});

it('a fortnight stays a fortnight over the new year', () => {
  const pay = ledgerOf(home).entries.filter((entry) => entry.merchant.name === 'Tidewater Robotics');
  const days = pay.map((entry) => entry.day).toReversed();
  expect(days.slice(1).every((day, i) => day - (days[i] ?? 0) === 14)).toBe(true);
  expect(days.every((day) => weekdayOf(day) === 5)).toBe(true);
});
