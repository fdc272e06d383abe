/** The products that may be asked for; balance comes with any other and is not among them. */
export const KNOWN_PRODUCTS: readonly string[] = [
  'assets',
  'auth',
  'identity',
  'income_verification',
  'investments',
  'liabilities',
  'signal',
  'statements',
  'transactions',
  'transfer',
];
