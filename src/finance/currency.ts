/** Currencies: their decimals, their names, and how amounts are rounded to minor units. */

/** ISO 4217 list one: the currencies whose minor unit is not two decimals. */
const UNUSUAL_DECIMALS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** Plaid's unofficial codes are mostly crypto-currencies, divisible to eight decimals or more. */
const UNOFFICIAL_DECIMALS = 8;

const decimalsByCode = new Map<string, number>(Intl.supportedValuesOf('currency').map((code) => [code, 2]));
const names = new Intl.DisplayNames('en', { type: 'currency' });

for (const [decimals, codes] of Object.entries(UNUSUAL_DECIMALS)) {
  for (const code of codes.split(' ')) decimalsByCode.set(code, Number(decimals));
}

/** The codes of ISO 4217's currencies. */
export const CURRENCY_CODES: readonly string[] = [...decimalsByCode.keys()];

/** Whether a code is a currency of ISO 4217, and not one of Plaid's unofficial codes. */
export function isOfficialCurrency(code: string): boolean {
  return decimalsByCode.has(code);
}

/** How many decimals amounts in this currency have: 2 for USD, 0 for JPY, 3 for KWD, 8 for an unofficial code. */
export function decimalsOf(code: string): number {
  return decimalsByCode.get(code) ?? UNOFFICIAL_DECIMALS;
}

/**
 * A decimal amount in whole minor units, rounded half away from zero. It reads the shortest decimal that stands
 * for the number, so 1.005 becomes 101 cents where `Math.round(1.005 * 100)` gives 100.
 * Throws a RangeError for what is not a finite number or too large to be exact.
 */
export function toMinorUnits(amount: number, code: string): number {
  const scaled = Math.abs(amount) * 10 ** decimalsOf(code);
  const nearest = Math.round(scaled);
  // Only near a half can the error of the product change anything, or where it is no longer small.
  const isPlain = Math.abs(scaled - nearest) < 0.4 && nearest < 2 ** 40;
  const minor = isPlain ? nearest : roundedDecimal(amount, code);
  // Not -minor, which would be minus zero for nothing.
  return amount < 0 ? 0 - minor : minor;
}

/** Whether an amount has too many digits for its minor units to be exact. */
export function isTooLarge(amount: number, code: string): boolean {
  return Math.abs(amount) * 10 ** decimalsOf(code) > Number.MAX_SAFE_INTEGER;
}

function roundedDecimal(amount: number, code: string): number {
  const [digits, exponent = 0] = Math.abs(amount).toString().split('e');
  const minor = Math.round(Number(`${digits}e${Number(exponent) + decimalsOf(code)}`));
  if (!Number.isSafeInteger(minor))
    throw new RangeError('an amount is not a number that can be kept exactly');
  return minor;
}

/** A whole number divided by another, positive one, rounded half away from zero as amounts are. */
export function divideRounded(number: bigint, by: bigint): bigint {
  const size = number < 0n ? -number : number;
  const rounded = (2n * size + by) / (2n * by);
  return number < 0n ? -rounded : rounded;
}

/** What a currency is called, in English as all our words are: `US Dollar`. An unofficial code stands for itself. */
export function currencyName(code: string): string {
  return /^[A-Z]{3}$/.test(code) ? (names.of(code) ?? code) : code;
}
