import { describe, expect, it } from 'vitest';
import { ofxStatement } from '../../../../src/features/transactions/exports/ofx.ts';
import type { Account } from '../../../../src/finance/model.ts';
import { account, transaction } from '../../../finance/samples.ts';

type Facts = Partial<Account> & { institutionId?: string | null };

async function statementOf({ institutionId = 'ins_900001', ...facts }: Facts, amounts: number[] = []) {
  const pieces = ofxStatement({
    account: account(facts),
    institutionId,
    range: { from: '2025-10-05', to: '2025-11-03' },
    madeAt: new Date('2025-11-03T14:05:09Z'),
    async *rows() {
      yield amounts.map((amountMinor, index) => transaction({ id: `t${index}`, amountMinor }));
    },
  });
  let statement = '';
  for await (const piece of pieces) statement += piece;
  return statement;
}

const purchase = (id: string) =>
  [
    '<STMTTRN>',
    '<TRNTYPE>DEBIT</TRNTYPE>',
    '<DTPOSTED>20251103120000[0:GMT]</DTPOSTED>',
    '<TRNAMT>-12.40</TRNAMT>',
    `<FITID>${id}</FITID>`,
    '<NAME>Blue Heron Coffee</NAME>',
    '<MEMO>SQ *BLUE HERON COFFEE 0423</MEMO>',
    '</STMTTRN>',
  ].join('\n');

const list = (...rows: string[]) =>
  [
    '<BANKTRANLIST>',
    '<DTSTART>20251005120000[0:GMT]</DTSTART>',
    '<DTEND>20251103120000[0:GMT]</DTEND>',
    ...rows,
    '</BANKTRANLIST>',
  ].join('\n');

const ANSWERED = '<TRNUID>0</TRNUID>\n<STATUS>\n<CODE>0</CODE>\n<SEVERITY>INFO</SEVERITY>\n</STATUS>';

describe('a statement', () => {
  it('of a bank account is whole, with its days, its rows and its balance', async () => {
    expect(await statementOf({}, [-1240, -1240])).toBe(`<STMTTRNRS>
${ANSWERED}
<STMTRS>
<CURDEF>USD</CURDEF>
<BANKACCTFROM>
<BANKID>900001</BANKID>
<ACCTID>1234-checking</ACCTID>
<ACCTTYPE>CHECKING</ACCTTYPE>
</BANKACCTFROM>
${list(purchase('t0'), purchase('t1'))}
<LEDGERBAL>
<BALAMT>100.00</BALAMT>
<DTASOF>20251103140509[0:GMT]</DTASOF>
</LEDGERBAL>
</STMTRS>
</STMTTRNRS>
`);
  });

  it('of a card has neither bank nor type, and no balance where none is known', async () => {
    expect(await statementOf({ id: 'card', type: 'credit', balanceMinor: null })).toBe(`<CCSTMTTRNRS>
${ANSWERED}
<CCSTMTRS>
<CURDEF>USD</CURDEF>
<CCACCTFROM>
<ACCTID>1234-card</ACCTID>
</CCACCTFROM>
${list()}
</CCSTMTRS>
</CCSTMTTRNRS>
`);
  });

  it.each<[Facts, string]>([
    [{ subtype: 'checking' }, 'CHECKING'],
    [{ subtype: null }, 'CHECKING'],
    [{ subtype: 'savings' }, 'SAVINGS'],
    [{ subtype: 'money market' }, 'MONEYMRKT'],
    [{ type: 'investment', subtype: 'brokerage' }, 'MONEYMRKT'],
    [{ type: 'loan', subtype: 'mortgage' }, 'CREDITLINE'],
    [{ type: 'other', subtype: 'other' }, 'CHECKING'],
  ])('of %o is of a type that OFX has', async (facts, type) => {
    expect(await statementOf(facts)).toContain(`<ACCTTYPE>${type}</ACCTTYPE>`);
  });

  it('of a bank without a number has a zero for it', async () => {
    expect(await statementOf({ institutionId: null })).toContain('<BANKID>0</BANKID>');
  });

  it.each([
    [-1, 'DEBIT'],
    [0, 'CREDIT'],
    [1, 'CREDIT'],
  ])('calls an amount of %d a %s', async (amountMinor, type) => {
    expect(await statementOf({}, [amountMinor])).toContain(`<TRNTYPE>${type}</TRNTYPE>`);
  });
});
