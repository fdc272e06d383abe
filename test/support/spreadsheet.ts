/** A CSV file as spreadsheets take it apart, whichever separator they are set to. */

/** Those that Excel (the system's list separator) and LibreOffice (its import dialog) offer beside the comma. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;

/** What quotes do: hold a cell together that begins with one, as in RFC 4180; do so anywhere; or nothing. */
export const QUOTES = ['at the start', 'anywhere', 'nowhere'] as const;

/** The rows and cells. After its closing quote a cell goes on to the next separator, as in Excel. */
export function readCells(
  csv: string,
  separator: string = ',',
  quotes: (typeof QUOTES)[number] = 'at the start',
): string[][] {
  const text = csv.replace(/^\uFEFF/, '');
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  let isAtStart = true;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (isQuoted && sign !== '"') {
      cell += sign;
    } else if (
      sign === '"' &&
      (isQuoted || quotes === 'anywhere' || (quotes === 'at the start' && isAtStart))
    ) {
      isQuoted = !isQuoted;
      isAtStart = false;
    } else if (sign === separator || sign === '\r' || sign === '\n') {
      rows.at(-1)?.push(cell);
      if (sign !== separator) rows.push([]);
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      cell = '';
      isAtStart = true;
    } else {
      cell += sign;
      isAtStart = false;
    }
  }
  rows.at(-1)?.push(cell);
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

const SKIPPED_AT_START = /^[\s\p{Cf}"]+/u;
/** OWASP's list (https://owasp.org/www-community/attacks/CSV_Injection), of which tab and carriage return are skipped. */
const BEGINS_FORMULA = /^[=+\-@＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The cells that a spreadsheet might run, at any separator and with any use of quotes. */
export function formulasIn(csv: string): string[] {
  return SEPARATORS.flatMap((separator) =>
    QUOTES.flatMap((quotes) => readCells(csv, separator, quotes).flat()),
  ).filter((cell) => BEGINS_FORMULA.test(cell.replace(SKIPPED_AT_START, '')) && !NUMBER.test(cell));
}
