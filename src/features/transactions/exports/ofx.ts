/** OFX 2 (version 2.1.1): a bank statement for each account, as accounting programs import it. */

import { isOfficialCurrency } from '../../../finance/currency.ts';
import type { Account, Day, DayRange, Transaction } from '../../../finance/model.ts';
import { toDecimal } from '../../../finance/money.ts';
import { plainText } from '../../../page/csv.ts';
import type { ExportAccount, ExportSource } from './record.ts';

const HEADER = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
`;

/** Bank accounts first, then credit cards: each kind has one message set. Pending rows have no place in OFX. */
export async function* writeOfx({ range, madeAt, banks }: ExportSource): AsyncGenerator<string> {
  const statements: OfxStatement[] = banks.flatMap(({ institutionId, accounts }) =>
    accounts.map((source) => ({ ...source, institutionId, range, madeAt })),
  );
  const cards = statements.filter(({ account }) => account.type === 'credit');
  const others = statements.filter(({ account }) => account.type !== 'credit');
  yield `${HEADER}<OFX>\n${signOn(madeAt)}`;
  yield* messageSet('BANKMSGSRSV1', others);
  yield* messageSet('CREDITCARDMSGSRSV1', cards);
  yield '</OFX>\n';
}

function signOn(madeAt: Date): string {
  const server = element('DTSERVER', ofxInstant(madeAt)) + element('LANGUAGE', 'ENG');
  return group('SIGNONMSGSRSV1', group('SONRS', succeeded() + server));
}

/** A message set may not be empty. */
async function* messageSet(name: string, statements: readonly OfxStatement[]): AsyncGenerator<string> {
  if (statements.length === 0) return;
  yield `<${name}>\n`;
  for (const statement of statements) yield* ofxStatement(statement);
  yield `</${name}>\n`;
}

interface OfxStatement extends ExportAccount {
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

/** An element of text; `longest` is the length its type allows, as OFX gives it. */
function element(name: string, text: string, longest?: number): string {
  return `<${name}>${escaped(plainText(text, longest))}</${name}>\n`;
}

/** An aggregate: elements within one. */
function group(name: string, elements: string): string {
  return `<${name}>\n${elements}</${name}>\n`;
}

/** The status of an answer that lacks nothing. */
function succeeded(): string {
  return group('STATUS', element('CODE', '0') + element('SEVERITY', 'INFO'));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An instant, as `20251103140500[0:GMT]`. */
function ofxInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/\D/g, '')}[0:GMT]`;
}

/** A day is its noon, since a bare date means midnight in Greenwich, which in America is the day before. */
function ofxDay(day: Day): string {
  return `${day.replaceAll('-', '')}120000[0:GMT]`;
}
