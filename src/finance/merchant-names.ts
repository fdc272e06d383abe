/** Names of merchants in a filter: as lists print them, digits apart, or in quotation marks with their digits. */

import { filterText } from './filter.ts';
import { createSteadyText } from './merchant-keys.ts';

/** A filter's longest text less the two marks. */
const LONGEST_NAME = 98;

/** The value of a filter for all names that differ from this one in digits alone. */
export function looseName(name: string): string {
  return isQuoted(name) ? bareName(name) || quotedName(name) : filterText(name);
}

/** The value of a filter for this name alone: `"Motel 6"`, and not Motel 8. */
export function quotedName(name: string): string {
  return `"${bareName(name)}"`;
}

/** Whether the value of a filter is for one name alone. */
export function isQuoted(value: string): boolean {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"');
}

/** Without quotation marks, which are ours alone. */
export function bareName(value: string): string {
  return filterText(value.replaceAll('"', '').slice(0, LONGEST_NAME));
}

/** Whether a name is one of these values. One look at each row is enough, also while a file is written. */
export function isNamed(values: readonly string[]): (name: string) => boolean {
  const steadyText = createSteadyText();
  const exact = new Set(values.filter(isQuoted).map((value) => bareName(value).toLowerCase()));
  const loose = new Set(
    values.filter((value) => !isQuoted(value)).map((value) => steadyText(bareName(value))),
  );
  return (name) => {
    const bare = bareName(name);
    return loose.has(steadyText(bare)) || (exact.size > 0 && exact.has(bare.toLowerCase()));
  };
}

/**
 * For the names of each merchant, the fewest values that find it and no other: those that differ in digits once, and in
 * quotation marks those that would be another merchant's without their digits, or that Plaid tells of another merchant.
 */
export function filterNames(
  merchants: readonly (readonly string[])[],
  toldNames: readonly (readonly string[])[] = [],
): string[][] {
  const steadyText = createSteadyText();
  const keyOf = (name: string) => steadyText(bareName(name));
  const owners = new Map<string, number>();
  for (const [index, names] of merchants.entries()) {
    for (const key of new Set([...names, ...(toldNames[index] ?? [])].map(keyOf)))
      owners.set(key, (owners.get(key) ?? 0) + 1);
  }
  return merchants.map((names) => {
    const values = new Map<string, string>();
    for (const name of names) {
      const isShared = (owners.get(keyOf(name)) ?? 0) > 1;
      const key = isShared ? quotedName(name).toLowerCase() : keyOf(name);
      if (!values.has(key)) values.set(key, isShared ? quotedName(name) : looseName(name));
    }
    return [...values.values()];
  });
}
