/** Plaid's products, and which accounts they go with. */
import type { AccountPlan } from './world/plan.ts';

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

/** What some products need (https://plaid.com/docs/api/accounts/#account-type--product-support-matrix). */
const NEEDS: Readonly<Record<string, RegExp>> = {
  transactions: /^(depository|credit)\/|^loan\/student$/,
  investments: /^investment\//,
  liabilities: /^credit\/|^loan\/(student|mortgage|home equity|line of credit)$/,
  auth: /^depository\/(checking|savings|cash management)$/,
};

/** Whether a product goes with an account. */
export function isCompatible(product: string, { type, subtype }: AccountPlan): boolean {
  return NEEDS[product]?.test(`${type}/${subtype}`) ?? true;
}
