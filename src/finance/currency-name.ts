/** What a currency is called, in English as all our words are. */

const names = new Intl.DisplayNames('en', { type: 'currency' });

/** `US Dollar`; one of Plaid's unofficial codes stands for itself. */
export function currencyName(code: string): string {
  return /^[A-Z]{3}$/.test(code) ? (names.of(code) ?? code) : code;
}
