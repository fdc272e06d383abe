/** The banks' side of things: interest, contributions, and both legs of money between own accounts. */
import { direct } from './merchant.ts';

export const BROKER = direct(
  'TRANSFER_IN_INVESTMENT_AND_RETIREMENT_FUNDS',
  'Harrowmere Investments',
  'CONTRIBUTION PAYROLL',
  'financial_institution',
);
export const DIVIDEND = direct(
  'INCOME_DIVIDENDS',
  'Broadleaf Index Fund',
  'DIVIDEND RECEIVED BROADLEAF INDEX',
  'financial_institution',
);
export const INTEREST = direct(
  'INCOME_INTEREST_EARNED',
  'Interest',
  'INTEREST PAYMENT',
  'financial_institution',
);
export const LENDER_PAYMENT = direct(
  'LOAN_DISBURSEMENTS_OTHER_DISBURSEMENT',
  'Payment',
  'PAYMENT RECEIVED - THANK YOU',
  'financial_institution',
);
export const CARD_PAYMENT_OUT = direct(
  'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
  'Credit card payment',
  'CARDMEMBER SERV WEB PYMT ******####',
  'financial_institution',
);
export const CARD_PAYMENT_IN = direct(
  'LOAN_DISBURSEMENTS_OTHER_DISBURSEMENT',
  'Automatic payment',
  'AUTOMATIC PAYMENT - THANK YOU',
  'financial_institution',
);
export const TO_SAVINGS = direct(
  'TRANSFER_OUT_SAVINGS',
  'Transfer to savings',
  'ONLINE TRANSFER TO SAV ...####',
  'financial_institution',
);
export const FROM_SAVINGS = direct(
  'TRANSFER_IN_ACCOUNT_TRANSFER',
  'Transfer from savings',
  'ONLINE TRANSFER FROM SAV ...####',
  'financial_institution',
);
export const FROM_CHECKING = direct(
  'TRANSFER_IN_SAVINGS',
  'Transfer from checking',
  'ONLINE TRANSFER FROM CHK ...####',
  'financial_institution',
);
export const TO_CHECKING = direct(
  'TRANSFER_OUT_ACCOUNT_TRANSFER',
  'Transfer to checking',
  'ONLINE TRANSFER TO CHK ...####',
  'financial_institution',
);
