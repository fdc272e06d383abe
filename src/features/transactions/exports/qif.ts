/** QIF, account by account. It knows no currency and nothing pending, so the first is told in words, the second is left out. */

import { categoryOf } from '../../../finance/categories.ts';
import type { Account, AccountType, Transaction } from '../../../finance/model.ts';
import { toDecimal } from '../../../finance/money.ts';
import { plainText } from '../../../page/csv.ts';
import type { ExportSource } from './record.ts';

const TYPES: Readonly<Record<AccountType, string>> = {
  depository: 'Bank',
  credit: 'CCard',
  loan: 'Oth L',
  investment: 'Oth A',
  other: 'Oth A',
};

/** Bank by bank, account by account. */
export async function* writeQif({ banks }: ExportSource): AsyncGenerator<string> {
  for (const bank of banks) {
    for (const { account, rows } of bank.accounts) {
      yield accountHead(bank.name, account);
      for await (const page of rows()) yield page.map(qifRecord).join('');
    }
  }
}

function accountHead(bankName: string, { name, mask, type, currency }: Account): string {
  const fullName = nameOf([bankName, name, mask ?? ''].join(' '));
  const about = plainText(`${currency}; money in is positive, money out is negative`);
  const head = ['!Account', `N${fullName}`, `T${TYPES[type]}`, `D${about}`, '^', `!Type:${TYPES[type]}`];
  return lines(head);
}

/** A colon would begin a sub-account, a slash a class, and brackets a transfer. */
function nameOf(text: string): string {
  return plainText(text.replaceAll(/[:/|[\]^]/g, ' '));
}

function qifRecord({ date, amountMinor, currency, name, originalName, category }: Transaction): string {
  return lines([
    `D${americanDate(date)}`,
    `T${toDecimal(amountMinor, currency)}`,
    `P${plainText(name)}`,
    `M${plainText(originalName)}`,
    `L${nameOf(categoryOf(category).label)}`,
    '^',
  ]);
}

/** The one order of day and month that every reader of QIF takes. */
function americanDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}`;
}

function lines(fields: readonly string[]): string {
  return `${fields.join('\n')}\n`;
}
