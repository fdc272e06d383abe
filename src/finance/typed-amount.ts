/** Amounts as people type them, and as pages write them in any of our locales. */

import { CURRENCY_CODES, decimalsOf } from './currency.ts';

/** What stands for a currency: a sign with the letters beside it, as in `US$` and `$ US`; a code; or letters that Intl writes. */
const UNIT = [
  String.raw`\p{L}{0,3}\p{Sc}(?: ?[A-Z]{2})?`,
  ...CURRENCY_CODES,
  String.raw`[DIN]?kr\.?|zł|Rs|F ?CFA|CFPF?|FCFP|C[fg]\.?|UM|ZiG|元`,
].join('|');
const TYPED = new RegExp(String.raw`^(${UNIT})? ?(\d[\d., ]*?) ?(${UNIT})?$`, 'u');

const PLAIN = /^(\d{1,15})(?:[.,](\d{1,8}))?$/;
const GROUPED_BY_POINTS = /^([1-9]\d{0,2}(?:\.\d{3}){1,4})$/;
const SHAPES = [
  /^([1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.(\d{1,8}))?$/,
  // As in India.
  /^([1-9]\d?(?:,\d{2}){1,5},\d{3})(?:\.(\d{1,8}))?$/,
  /^([1-9]\d{0,2}(?:\.\d{3}){1,4}),(\d{1,8})$/,
  /^([1-9]\d{0,2}(?:\.\d{3}){2,4})$/,
  PLAIN,
];

/**
 * Plain decimal text such as `12.40` for `$12.40`, `12,40 kr`, `1,234.50`, `1.234,50` or `−12.4`; its sign is dropped.
 * Empty for what is no amount. `1,234` is a thousand and more, `1.234` is not: a point is our own decimal mark. Where a
 * currency stands beside it, both are a thousand and more, or in one of three decimals neither: pages write it so.
 */
export function parseTypedAmount(text: string): string {
  const spaced = text
    .replaceAll(/[+\-−'’]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [, before, number = '', after] = TYPED.exec(spaced) ?? [];
  const typed = number.replaceAll(' ', '');
  const [, whole = '', fraction] =
    shapesBeside(before ?? after)
      .map((shape) => shape.exec(typed))
      .find(Boolean) ?? [];
  const digits = whole.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

function shapesBeside(unit: string | undefined): readonly RegExp[] {
  if (unit === undefined) return SHAPES;
  return [decimalsOf(unit) === 3 ? PLAIN : GROUPED_BY_POINTS, ...SHAPES];
}

/** The typed amount in minor units of a currency; it may have a fraction where more decimals were typed than it has. */
export function typedMinor(decimal: string, currency: string): number {
  return Number(`${decimal}e${decimalsOf(currency)}`);
}
