/** An amount as a person types it, of no currency yet. */

import { decimalsOf } from '../bank/currency.ts';

/**
 * Plain decimal text such as `12.40` for `$12.40`, `12,40`, `1,234.50`, `1.234,50` or `−12.4`; its sign is dropped.
 * Empty for what is no amount. `1,234` is a thousand and more, `1.234` is not: a point is our own decimal mark.
 */
export function parseTypedAmount(text: string): string {
  const typed = text.replaceAll(/[\s+\-−'’\p{Sc}]/gu, '');
  const [, whole = '', fraction] = SHAPES.map((shape) => shape.exec(typed)).find(Boolean) ?? [];
  const digits = whole.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

const SHAPES = [
  /^(\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,8}))?$/,
  /^(\d{1,3}(?:\.\d{3}){1,3}),(\d{1,8})$/,
  /^(\d{1,3}(?:\.\d{3}){2,3})$/,
  /^(\d{1,12})(?:[.,](\d{1,8}))?$/,
];

/** The typed amount in minor units of a currency; it may have a fraction where more decimals were typed than it has. */
export function typedMinor(decimal: string, currency: string): number {
  return Number(`${decimal}e${decimalsOf(currency)}`);
}
