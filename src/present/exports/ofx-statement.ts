/** One account in OFX: whose it is, its transactions, and its balance where that is known. */

import { isOfficialCurrency } from '../../bank/currency.ts';
import type { Account, DayRange, Transaction } from '../../bank/model.ts';
import { toDecimal } from '../decimal.ts';
import { element, group, ofxDay, ofxInstant, succeeded } from './ofx-values.ts';
import { plainText } from './plain-text.ts';
import type { ExportAccount } from './source.ts';

export interface OfxStatement extends ExportAccount {
  readonly institutionId: string | null;
  readonly range: DayRange;
  readonly madeAt: Date;
}

/** A statement response in pieces: the head, each page of transactions, the foot. */
export async function* ofxStatement(statement: OfxStatement): AsyncGenerator<string> {
  const { account, institutionId, range, madeAt, rows } = statement;
  const prefix = account.type === 'credit' ? 'CC' : '';
  const currency = element('CURDEF', isOfficialCurrency(account.currency) ? account.currency : 'XXX');
  const days = element('DTSTART', ofxDay(range.from)) + element('DTEND', ofxDay(range.to));
  yield `<${prefix}STMTTRNRS>\n${element('TRNUID', '0')}${succeeded()}<${prefix}STMTRS>\n${currency}`;
  yield `${ownerOf(account, institutionId)}<BANKTRANLIST>\n${days}`;
  for await (const page of rows()) yield page.map(ofxTransaction).join('');
  yield `</BANKTRANLIST>\n${balanceOf(account, madeAt)}</${prefix}STMTRS>\n</${prefix}STMTTRNRS>\n`;
}

function ownerOf(account: Account, institutionId: string | null): string {
  const accountId = element('ACCTID', accountNumber(account));
  if (account.type === 'credit') return group('CCACCTFROM', accountId);
  const bankId = element('BANKID', institutionId?.replace('ins_', '') ?? '0', 9);
  return group('BANKACCTFROM', bankId + accountId + element('ACCTTYPE', accountType(account)));
}

/** What importers know an account by: its last digits for people, the start of Plaid's id to be the only one. */
function accountNumber({ id, mask }: Account): string {
  return [mask ?? '', id].join('-').replace(/^-/, '').slice(0, 22);
}

function accountType({ type, subtype }: Account): string {
  if (type === 'loan') return 'CREDITLINE';
  if (type === 'investment' || subtype === 'money market') return 'MONEYMRKT';
  return subtype === 'savings' ? 'SAVINGS' : 'CHECKING';
}

function ofxTransaction({ id, date, amountMinor, currency, name, originalName }: Transaction): string {
  const movement =
    element('TRNTYPE', amountMinor < 0 ? 'DEBIT' : 'CREDIT') +
    element('DTPOSTED', ofxDay(date)) +
    element('TRNAMT', toDecimal(amountMinor, currency)) +
    element('FITID', id, 255);
  const payee = element('NAME', plainText(name) || 'Unnamed', 32);
  const memo = plainText(originalName) && element('MEMO', originalName, 255);
  return group('STMTTRN', movement + payee + memo);
}

/** What is available stands in for a balance that the bank does not tell. */
function balanceOf({ balanceMinor, availableMinor, currency }: Account, madeAt: Date): string {
  const amountMinor = balanceMinor ?? availableMinor;
  if (amountMinor === null) return '';
  const amount = element('BALAMT', toDecimal(amountMinor, currency));
  return group(
    balanceMinor === null ? 'AVAILBAL' : 'LEDGERBAL',
    amount + element('DTASOF', ofxInstant(madeAt)),
  );
}
