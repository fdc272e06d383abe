/** Sums by name and currency, printed or expected, which are compared as a whole. */

import type { CheerioAPI } from 'cheerio';

const SYMBOLS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '¥': 'JPY' };

export class Sums {
  /** By name and currency, such as `net worth USD`; in hundred-millionths. */
  readonly values: Record<string, bigint> = {};

  set(name: string, currency: string, value: bigint): void {
    this.values[`${name} ${currency}`] = value;
  }

  add(name: string, currency: string, value: bigint): void {
    this.set(name, currency, (this.values[`${name} ${currency}`] ?? 0n) + value);
  }

  /** Adds an amount as a page has it; throws where the name has one in this currency already. */
  read(name: string, text: string): void {
    const { currency, value } = printedAmount(text);
    if (`${name} ${currency}` in this.values) throw new Error(`"${name}" stands there twice in ${currency}`);
    this.set(name, currency, value);
  }

  /** Adds the amounts of all rows of a table; a cell without a name is left out. */
  readRows(page: CheerioAPI, rows: string, name: (label: string, column: number) => string | null): void {
    for (const row of page(rows).toArray()) {
      const label = page(row).find('th').first();
      const words = label.find('a').attr('href') ?? label.text();
      page(row)
        .find('td.money')
        .each((column, cell) => {
          const named = name(words.trim(), column);
          const text = page(cell).clone().children('small').remove().end().text();
          if (named !== null && text.trim() !== '–') this.read(named, text);
        });
    }
  }
}

/** An amount as en-US prints it. Throws where there is none. */
export function printedAmount(text: string): { currency: string; value: bigint } {
  const [, sign, symbol, before, digits = '', fraction = '', after] =
    /^\s*([−+]?)(?:([$€¥])|([A-Z]{3})\s)?([\d,]+)(?:\.(\d+))?(?:\s([A-Z]+))?\s*$/.exec(text) ?? [];
  const currency = (symbol && SYMBOLS[symbol]) ?? before ?? after;
  if (digits === '' || currency === undefined) throw new Error(`"${text}" is no amount`);
  const value = BigInt(digits.replaceAll(',', '') + fraction.padEnd(8, '0'));
  return { currency, value: sign === '−' ? -value : value };
}
