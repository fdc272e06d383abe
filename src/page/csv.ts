/** CSV (RFC 4180), safe to open in a spreadsheet. */

/** Without it Excel reads UTF-8 as the system's own code page; everyone else skips it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Where a cell may begin, and what a spreadsheet may skip there, before a sign that begins a formula. One that is set
 * to another separator than the comma begins a cell within a text. A text has no tab and no line break by then.
 */
const BEGINS_FORMULA = /(?<=(?:^|[,;|])[\s\p{Cf}"]*)[=+\-@＝＋－＠]/gu;

/** A cell of a text that is not ours: quoted, and no formula. */
export function csvText(text: string): string {
  return `"${harmless(text).replaceAll('"', '""')}"`;
}

/** An apostrophe before what a spreadsheet would run: then it shows it (https://owasp.org/www-community/attacks/CSV_Injection). */
function harmless(text: string): string {
  return plainText(text).replaceAll(BEGINS_FORMULA, "'$&");
}

/** One line without control characters and without what no XML may hold; cut, where a length is given, between characters. */
export function plainText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]+/gu, ' ').trim();
  return [...line].slice(0, longest).join('').trimEnd();
}

/** A row of cells as they are. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
