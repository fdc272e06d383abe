import { describe, expect, it } from 'vitest';
import { itemOf } from '../../src/emulator/item.ts';
import { createLedgers } from '../../src/emulator/ledgers.ts';
import { dayFrom, formatDay, isWeekend, weekdayOf } from '../../src/emulator/world/days.ts';
import { ledgerOfExactly } from '../../src/emulator/world/exactly.ts';
import { INSTITUTIONS } from '../../src/emulator/world/institutions.ts';
import { recurringLabels } from '../../src/emulator/world/labels.ts';
import { keepLedger, type Ledger, shownDay, windowTo } from '../../src/emulator/world/ledger.ts';
import { PEOPLE } from '../../src/emulator/world/people.ts';

const TODAY = dayFrom(2026, 4, 20);

/** Every person at every bank. */
const EVERYONE = PEOPLE.flatMap((person) =>
  INSTITUTIONS.map((institution) => ({ title: `${person.id} at ${institution.name}`, person, institution })),
);

type Place = (typeof EVERYONE)[number];

/** The first person at the first bank. */
const home = EVERYONE[0] as Place;

function ledgerOf({ person, institution }: Place, today = TODAY, seed = 1): Ledger {
  return keepLedger(institution.planFor(person), `${seed}:${institution.id}:${person.id}`, today);
}

it('the same day has the same ledger, and with another seed another one', () => {
  expect(ledgerOf(home)).toEqual(ledgerOf(home));
  expect(ledgerOf(home, TODAY, 2).entries).not.toEqual(ledgerOf(home).entries);
});

it('every entry of today’s ledger is in tomorrow’s, unchanged', () => {
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

it.each(EVERYONE)('balances of $title are neither too low nor too high', (place) => {
  const days = [dayFrom(2026, 0, 1), TODAY, dayFrom(2026, 8, 20), dayFrom(2026, 11, 31)];
  for (const today of days) {
    for (const account of ledgerOf(place, today).accounts) {
      const { type, currentMinor, openingMinor, limitMinor = Number.POSITIVE_INFINITY, decimals } = account;
      const name = `${account.name} on ${formatDay(today)}`;
      // A refund after the card was paid leaves a little in the holder's favour.
      expect(currentMinor, name).toBeGreaterThanOrEqual(type === 'credit' ? -20_000 : 0);
      expect(currentMinor, name).toBeLessThan(limitMinor);
      expect(currentMinor, name).toBeLessThan(8 * openingMinor + 300_000 * 10 ** decimals);
    }
  }
});

it('there are two years of history on any day of a year', () => {
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

it('money between own accounts leaves one and arrives at the other', () => {
  const { entries } = ledgerOf(home);
  for (const kind of ['autopay', 'sweep']) {
    const legs = entries.filter((entry) => entry.key.startsWith(kind));
    expect(legs.length).toBeGreaterThan(24);
    expect(legs.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(0);
  }
});

it('some purchases are refunded', () => {
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

it.each([0, 1, 500, 501, 10_000, 50_000])('a ledger can have exactly %i entries in two years', (count) => {
  const { entries } = ledgerOfExactly(count, 'size', TODAY);
  expect(entries.length).toBe(count);
  expect(new Set(entries.map((entry) => entry.key)).size).toBe(count);
  expect(entries.every((entry) => entry.postDay <= TODAY && entry.postDay > TODAY - 730)).toBe(true);
});

describe('the labels of what recurs', () => {
  const labels = recurringLabels(home.person, windowTo(TODAY)).filter(
    (label) => label.institutionId === 'ins_900001',
  );
  const { entries } = ledgerOf(home);

  it('say how often each came', () => {
    expect(labels.length).toBeGreaterThan(15);
    for (const label of labels) {
      const same = labels.filter((other) => other.merchant === label.merchant);
      const came = entries.filter((e) => e.merchant.name === label.merchant && e.day >= TODAY - 730);
      expect(came.length, label.merchant).toBe(same.reduce((sum, other) => sum + other.occurrences, 0));
    }
  });

  it('say what has ended, whose price rose, and which are two plans at one merchant', () => {
    const ended = labels.filter(({ isActive }) => !isActive).map(({ merchant }) => merchant);
    expect(ended).toEqual(['The Daily Meridian']);
    expect(labels.find((label) => label.merchant === 'Streamlet')?.amountsMinor).toEqual([1_549, 1_799]);
    expect(labels.filter((label) => label.merchant === 'Tunewell')).toHaveLength(2);
  });

  it('cover every cadence', () => {
    const all = PEOPLE.flatMap((person) => recurringLabels(person, windowTo(TODAY)));
    const cadences = ['every two weeks', 'monthly', 'twice a month', 'weekly', 'yearly'];
    expect([...new Set(all.map(({ cadence }) => cadence))].toSorted()).toEqual(cadences);
  });
});

it('pay that falls on a weekend comes on the working day before', () => {
  const pay = ledgerOf(home).entries.filter((entry) => entry.merchant.name === 'Portland Public Library');
  expect(pay.some((entry) => [14, 13, 28].includes(Number(formatDay(entry.day).slice(8))))).toBe(true);
  expect(pay.some((entry) => isWeekend(entry.day))).toBe(false);
});

it('pay of every other week comes every fourteen days, also over the new year', () => {
  const pay = ledgerOf(home).entries.filter((entry) => entry.merchant.name === 'Tidewater Robotics');
  const days = pay.map((entry) => entry.day).toReversed();
  expect(days.length).toBeGreaterThan(50);
  expect(days.slice(1).every((day, i) => day - (days[i] ?? 0) === 14)).toBe(true);
  expect(days.every((day) => weekdayOf(day) === 5)).toBe(true);
});

describe('the ledgers that are kept in memory', () => {
  function itemWith(exactCount: number) {
    const seed = {
      institution: 0,
      person: 0,
      sharedAccounts: 1,
      daysRequested: 730,
      nonce: 0,
      generation: 0,
    };
    const item = itemOf({ ...seed, createdAt: new Date('2026-05-20T12:00:00Z') });
    if (item === null) throw new Error('the first person has no account at the first bank');
    return { ...item, exactCount };
  }

  it('are those used last, and the oldest goes where there is too much', () => {
    const ledgerOf = createLedgers(1);
    const [small, large] = [itemWith(50_000), itemWith(70_000)];
    const first = ledgerOf(small, TODAY);
    const second = ledgerOf(large, TODAY);
    expect(ledgerOf(small, TODAY)).toBe(first);
    ledgerOf(itemWith(1_000), TODAY);
    expect(ledgerOf(small, TODAY)).toBe(first);
    expect(ledgerOf(large, TODAY)).not.toBe(second);
  });

  it('are always the one in use, however large it is', () => {
    const ledgerOf = createLedgers(1);
    const huge = itemWith(130_000);
    expect(ledgerOf(huge, TODAY)).toBe(ledgerOf(huge, TODAY));
  });

  it('are another one tomorrow', () => {
    const ledgerOf = createLedgers(1);
    expect(ledgerOf(itemWith(10), TODAY)).not.toBe(ledgerOf(itemWith(10), TODAY + 1));
  });
});
