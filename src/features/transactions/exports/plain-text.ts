/** Bank text made fit for files of one record a line. */

/** One line without control characters and without what no XML may hold; cut, where a length is given, between characters. */
export function plainText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]+/gu, ' ').trim();
  return [...line].slice(0, longest).join('').trimEnd();
}
