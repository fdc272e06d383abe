import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, categoryOf, detailedLabel, primaryOf } from '../../src/finance/categories.ts';

const icons = new Set(
  Array.from(
    readFileSync('public/icons/categories.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g),
    ([, id]) => id,
  ),
);

describe('categories', () => {
  it('are the eighteen of Plaid, each with a label of its own', () => {
    expect(CATEGORIES).toHaveLength(18);
    expect(new Set(CATEGORIES.map((category) => category.label)).size).toBe(18);
  });

  it.each(CATEGORIES)(
    'as $id have a label of plain words and an icon in the icon file',
    ({ label, icon }) => {
      expect(label).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/);
      expect(icons).toContain(icon);
    },
  );

  it('have an id, a label and an icon', () => {
    expect(categoryOf('FOOD_AND_DRINK')).toEqual({
      id: 'FOOD_AND_DRINK',
      label: 'Food and drink',
      icon: 'food-and-drink',
    });
  });

  it('of the person’s own are shown as they are written', () => {
    const label = 'Days out, with ANN';
    expect(categoryOf(label)).toEqual({ id: label, label, icon: 'other' });
    expect(detailedLabel('TRAVEL_with Ann')).toBe('TRAVEL_with Ann');
    expect(primaryOf('TRAVEL_with Ann')).toBeNull();
    expect(categoryOf('é'.repeat(50)).label).toHaveLength(40);
  });

  it('that are not known have a label made of their id', () => {
    expect(categoryOf('PET_CARE')).toEqual({ id: 'PET_CARE', label: 'Pet care', icon: 'other' });
    expect(categoryOf('_PET_').label).toBe('Pet');
    expect(categoryOf('').label).toBe('Other');
    expect(categoryOf('__proto__').icon).toBe('other');
    expect(categoryOf('X'.repeat(1000)).label).toHaveLength(40);
  });
});

describe('detailed categories', () => {
  it.each([
    ['FOOD_AND_DRINK_COFFEE', 'Food and drink', 'Coffee'],
    ['BANK_FEES_ATM_FEES', 'Bank fees', 'ATM fees'],
    ['ENTERTAINMENT_TV_AND_MOVIES', 'Entertainment', 'TV and movies'],
    ['TRANSFER_IN_ACCOUNT_TRANSFER', 'Transfer in', 'Account transfer'],
    ['OTHER_OTHER', 'Other', 'Other'],
  ])('%s belongs to %s and is called %s', (id, primary, label) => {
    expect(primaryOf(id)?.label).toBe(primary);
    expect(detailedLabel(id)).toBe(label);
  });

  it.each([
    ['FOOD_AND_DRINK', 'Food and drink'],
    ['TRAVELLING', 'Travelling'],
    ['PET_CARE_VET', 'Pet care vet'],
  ])('%s belongs to none, and is called %s', (id, label) => {
    expect(primaryOf(id)).toBeNull();
    expect(detailedLabel(id)).toBe(label);
  });
});
