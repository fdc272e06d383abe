/** Categories in an address: codes, which share a field with commas between them, and words of the person's own. */

import { CATEGORIES, isPlaidCategory } from './categories.ts';

/** Of these the ones that can be one. Of words that are no codes only the person's own are known. */
export function categoriesIn(texts: readonly string[], own: ReadonlySet<string>): string[] {
  return narrowest(texts.filter((text) => isPlaidCategory(text) || own.has(text)));
}

const PRIMARY = new Set(CATEGORIES.map(({ id }) => id));

/** A detailed category stands in for its primary one: who ticks Food and drink, and then Coffee in it, means Coffee. */
function narrowest(ids: readonly string[]): string[] {
  const codes = ids.filter(isPlaidCategory);
  return ids.filter((id) => !(PRIMARY.has(id) && codes.some((other) => other.startsWith(`${id}_`))));
}

/** The fields that these are read from again. */
export function categoryFields(ids: readonly string[]): string[] {
  const codes = ids.filter(isPlaidCategory);
  return [...(codes.length > 0 ? [codes.join()] : []), ...ids.filter((id) => !isPlaidCategory(id))];
}
